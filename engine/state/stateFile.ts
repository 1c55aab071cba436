import { copyFileSync, existsSync, readFileSync, renameSync } from "node:fs";
import type { RunContext } from "../pulumi/runContext.ts";
import { checkpointed, versioned } from "./stateFormat.ts";
import { damaged, newFormat, wrongState } from "./stateRefusals.ts";
import { UserError } from "../../terminal/userError.ts";

/**
 * Returns the URNs of the creations that were pending when an engine was killed.
 *
 * Throws a `UserError` for a state that a run against localcloud cannot continue from: a damaged one, or one of a newer
 * engine, of another stack, or of the real clouds.
 */
export function pendingCreations(file: string, run: Pick<RunContext, "stack" | "pulumi">): string[] {
  const content = parsed(readFileSync(file, "utf8"));
  const format = versioned.safeParse(content).data?.version;
  const { data } = checkpointed.safeParse(content);
  const state = data?.checkpoint.latest;
  const isWhole = format !== undefined && data !== undefined;
  const refused =
    newFormat(format ?? 0, run.pulumi.version) ??
    (isWhole ? state && wrongState(state, run) : damaged(file, run.stack));
  if (refused !== undefined) throw new UserError(`The state ${file} ${refused}`);
  const pending = state?.pending_operations ?? [];
  return pending.filter(({ type }) => type === "creating").map(({ resource }) => resource.urn);
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
