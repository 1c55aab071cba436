import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readFileSync, renameSync } from "node:fs";
import type { RunContext } from "../pulumi/runContext.ts";
import { STACK, kindOf } from "../../boot/urn.ts";
import { shortDigest } from "../workspace/digest.ts";
import { checkpointed, versioned, type State } from "./stateFormat.ts";
import { damaged, newFormat, wrongState } from "./stateRefusals.ts";
import { UserError } from "../../terminal/userError.ts";

/** The kind of the component of a staging project (components/tokens.ts, which the engine layer may not import). */
const STAGING_PROJECT = "StagingProject";

/** What a run needs to know of a state. */
export interface StateFacts {
  /** Changes with the state. */
  readonly digest: string;
  /** The number of all resources. */
  readonly resources: number;
  readonly projects: number;
  /** The stack's outputs. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The URNs of the creations that were pending when an engine was killed. */
  readonly pending: readonly string[];
}

/**
 * Reads a state.
 *
 * Throws a `UserError` for a state that a run against localcloud cannot continue from: a damaged one, or one of a newer
 * engine, of another stack, or of the real clouds.
 */
export function readState(file: string, run: Pick<RunContext, "stack" | "pulumi">): StateFacts {
  const text = readFileSync(file, "utf8");
  const content = parsed(text);
  const format = versioned.safeParse(content).data?.version;
  const { data } = checkpointed.safeParse(content);
  const state = data?.checkpoint.latest;
  const isWhole = format !== undefined && data !== undefined;
  const refused =
    newFormat(format ?? 0, run.pulumi.version) ??
    (isWhole ? state && wrongState(state, run) : damaged(file, run.stack));
  if (refused !== undefined) throw new UserError(`The state ${file} ${refused}`);
  return factsOf(text, state?.resources ?? [], state?.pending_operations ?? []);
}

/** The digest of a state file that a run has just written. */
export function stateDigest(text: string): string {
  return shortDigest(createHash("sha256").update(text));
}

/** @param text the state as it is stored or exported */
export function factsOf(
  text: string,
  resources: readonly Pick<State["resources"][number], "type" | "outputs">[],
  operations: State["pending_operations"],
): StateFacts {
  return {
    digest: stateDigest(text),
    resources: resources.length,
    projects: resources.filter(({ type }) => kindOf(type) === STAGING_PROJECT).length,
    outputs: resources.find(({ type }) => type === STACK)?.outputs ?? {},
    pending: operations.filter(({ type }) => type === "creating").map(({ resource }) => resource.urn),
  };
}

/**
 * Restores the state from before the last run, which the engine keeps as a backup, when a full disk truncated the
 * current one. Keeps the truncated state as `<file>.damaged`. Returns whether it restored the backup; does nothing when
 * the backup is damaged, too.
 */
export function putBackState(file: string): boolean {
  const before = `${file}.bak`;
  if (!existsSync(before) || isWhole(file) || !isWhole(before)) return false;
  renameSync(file, `${file}.damaged`);
  copyFileSync(before, `${file}.new`);
  renameSync(`${file}.new`, file);
  return true;
}

function isWhole(file: string): boolean {
  const content = parsed(readFileSync(file, "utf8"));
  return versioned.safeParse(content).success && checkpointed.safeParse(content).success;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
