import { PROJECT } from "../inventory/root.ts";
import { PINNED_VERSION } from "./find.ts";
import { isAtLeast } from "./pulumiCommand.ts";
import type { Run } from "./run.ts";
import type { State } from "./stateFile.ts";

/**
 * Why a run against localcloud cannot go on from a state, and what to do: a sentence without its subject, which is the
 * file, and lines of the remedy. Undefined for nothing.
 */
type Refusal = string | undefined;

/** The newest format that CLIs up to the pinned one read (pulumi/pulumi pkg/resource/stack/checkpoint.go). */
const NEWEST_FORMAT = 4;
const INSTALL = "https://www.pulumi.com/docs/iac/download-install/";
/** LOCALCLOUD_MARKER of components/tokens.ts, which nothing here may import. */
const MARKER = "k8s:registry:LocalcloudMarker";

/** A disk that fills up while the engine writes leaves half a file. The engine keeps the one before beside it. */
export function damaged(file: string, stack: string): string {
  return refusal(
    "is damaged",
    `Copy ${file}.bak over it, which is the state before the last run, or delete it;`,
    thenRecover(stack),
  );
}

/** Of a format that a CLI of this version cannot read. One that is newer than the pinned one may. */
export function newFormat(format: number, version: string): Refusal {
  if (format <= NEWEST_FORMAT || !isAtLeast(PINNED_VERSION, version)) return undefined;
  return refusal(
    `is of format ${format}, and pulumi ${version} reads none above ${NEWEST_FORMAT}`,
    `Put a newer pulumi on the PATH and run this again: ${INSTALL}`,
  );
}

/** Written by a newer CLI than the run's, of another stack, or of the real clouds. */
export function wrongState(state: State, { stack, pulumi }: Pick<Run, "stack" | "pulumi">): Refusal {
  return newerEngine(state, pulumi.version) ?? otherStack(state, stack) ?? realClouds(state, stack);
}

/** An engine drops what it does not know when it writes. */
function newerEngine({ manifest }: State, version: string): Refusal {
  const writer = /^v?(\d+\.\d+\.\d+)/.exec(manifest.version)?.[1];
  if (writer === undefined || isAtLeast(version, writer)) return undefined;
  return refusal(
    `was written by pulumi ${writer}, and pulumi ${version} would drop what it does not know of it`,
    `Put pulumi ${writer} or later on the PATH and run this again: ${INSTALL}`,
  );
}

function otherStack({ resources }: State, stack: string): Refusal {
  const alien = resources.find(({ urn }) => !urn.startsWith(`urn:pulumi:${stack}::${PROJECT}::`));
  if (alien === undefined) return undefined;
  const [, name = "", project = ""] = /^urn:pulumi:(.*?)::(.*?)::/.exec(alien.urn) ?? [];
  return refusal(`is of ${project}/${name}, not of ${PROJECT}/${stack}`, MOVE_AWAY, thenRecover(stack));
}

/** A local run makes the marker before anything that is in a cloud. */
function realClouds({ resources }: State, stack: string): Refusal {
  const hasAny = resources.some(({ type, custom }) => custom && !type.startsWith("pulumi:"));
  if (!hasAny || resources.some(({ type }) => type === MARKER)) return undefined;
  return refusal("is of the real clouds, not of localcloud", MOVE_AWAY, thenRecover(stack));
}

const MOVE_AWAY = "Move it to where it belongs;";

function thenRecover(stack: string): string {
  return `then \`bin/infra recover ${stack}\` adopts what exists and the state does not know.`;
}

function refusal(what: string, ...todo: readonly string[]): string {
  return [`${what}. Nothing was changed.`, ...todo.map((line) => `    ${line}`)].join("\n");
}
