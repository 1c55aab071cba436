import { PROJECT } from "../../boot/root.ts";
import { parseUrn } from "../../boot/urn.ts";
import { PINNED_VERSION } from "../pulumi/find.ts";
import { isAtLeast } from "../pulumi/pulumiCommand.ts";
import type { RunContext } from "../pulumi/runContext.ts";
import type { State } from "./stateFormat.ts";

/**
 * Why a run against localcloud cannot continue from a state, and what to do: a sentence without its subject, the file,
 * followed by the lines of the remedy. Undefined if it can.
 */
type Refusal = string | undefined;

/** The newest format that CLIs up to the pinned version read (pulumi/pulumi pkg/resource/stack/checkpoint.go). */
const NEWEST_FORMAT = 4;
const INSTALL = "https://www.pulumi.com/docs/iac/download-install/";
/** LOCALCLOUD_MARKER of components/tokens.ts, which the engine layer may not import. */
const MARKER = "k8s:registry:LocalcloudMarker";

/** A full disk truncates the file that the engine writes. The engine keeps a backup of the previous state. */
export function damaged(file: string, stack: string): string {
  return refusal(
    "is damaged",
    `Copy ${file}.bak over it, which is the state before the last run, or delete it;`,
    thenRecover(stack),
  );
}

/** Refuses a format that this version of the CLI cannot read. A CLI newer than the pinned one may be able to. */
export function newFormat(format: number, version: string): Refusal {
  if (format <= NEWEST_FORMAT || !isAtLeast(PINNED_VERSION, version)) return undefined;
  return refusal(
    `is of format ${format}, and pulumi ${version} reads none above ${NEWEST_FORMAT}`,
    `Put a newer pulumi on the PATH and run this again: ${INSTALL}`,
  );
}

/** Refuses a state written by a newer CLI than the run's, or one of another stack or of the real clouds. */
export function wrongState(state: State, { stack, pulumi }: Pick<RunContext, "stack" | "pulumi">): Refusal {
  return newerEngine(state, pulumi.version) ?? otherStack(state, stack) ?? realClouds(state, stack);
}

/** An engine drops unknown fields when it writes a state. */
function newerEngine({ manifest }: State, version: string): Refusal {
  const writer = /^v?(\d+\.\d+\.\d+)/.exec(manifest.version)?.[1];
  if (writer === undefined || isAtLeast(version, writer)) return undefined;
  return refusal(
    `was written by pulumi ${writer}, and pulumi ${version} would drop what it does not know of it`,
    `Put pulumi ${writer} or later on the PATH and run this again: ${INSTALL}`,
  );
}

function otherStack({ resources }: State, stack: string): Refusal {
  const alien = resources
    .map(({ urn }) => parseUrn(urn))
    .find((urn) => urn.stack !== stack || urn.project !== PROJECT);
  if (alien === undefined) return undefined;
  const whose = `${alien.project}/${alien.stack}`;
  return refusal(`is of ${whose}, not of ${PROJECT}/${stack}`, MOVE_AWAY, thenRecover(stack));
}

/** A local run creates the marker before any cloud resource. */
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
