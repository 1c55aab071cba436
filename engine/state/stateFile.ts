import { copyFileSync, existsSync, readFileSync, renameSync } from "node:fs";
import * as z from "zod";
import type { Run } from "../pulumi/run.ts";
import { damaged, newFormat, wrongState } from "./stateRefusals.ts";
import { UserError } from "../../terminal/userError.ts";

/** Common to every version of the format (pulumi/pulumi sdk/go/common/apitype, VersionedCheckpoint). */
const versioned = z.object({ version: z.int() });

/** The parts of a state that are read here (the same package, CheckpointV3 and OperationV2). */
const checkpointed = z.object({
  checkpoint: z.object({
    /** Absent before the first `up`. */
    latest: z
      .object({
        /** `version` is that of the CLI that wrote the state, with a leading `v`. */
        manifest: z.object({ version: z.string().default("") }),
        resources: z
          .array(
            z.object({
              urn: z.string(),
              type: z.string(),
              custom: z.boolean(),
              id: z.string().optional(),
              parent: z.string().optional(),
              dependencies: z.array(z.string()).nullish(),
            }),
          )
          .refine(hasAllItNames)
          .default([]),
        pending_operations: z
          .array(z.object({ type: z.string(), resource: z.object({ urn: z.string() }) }))
          .default([]),
      })
      .optional(),
  }),
});

/** The parts of a state that are read here. */
export type State = NonNullable<z.infer<typeof checkpointed>["checkpoint"]["latest"]>;

/**
 * Returns the URNs of the creations that were pending when an engine was killed.
 *
 * Throws a `UserError` for a state that a run against localcloud cannot continue from: a damaged one, or one of a newer
 * engine, of another stack, or of the real clouds.
 */
export function pendingCreations(file: string, run: Pick<Run, "stack" | "pulumi">): string[] {
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

/**
 * Whether every parent and dependency of a resource is in the state, too. Otherwise the engine panics, as if by a defect of
 * its own (pulumi/pulumi pkg/resource/deploy/snapshot.go, VerifyIntegrity).
 */
function hasAllItNames(
  resources: readonly {
    urn: string;
    parent?: string | undefined;
    dependencies?: string[] | null | undefined;
  }[],
): boolean {
  const urns = new Set(resources.map(({ urn }) => urn));
  return resources.every(({ parent, dependencies }) =>
    [...(parent ? [parent] : []), ...(dependencies ?? [])].every((urn) => urns.has(urn)),
  );
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
