import * as z from "zod";

/** Common to every version of the format (pulumi/pulumi sdk/go/common/apitype, VersionedCheckpoint). */
export const versioned = z.object({ version: z.int() });

/** The parts of a state that are read here (the same package, CheckpointV3 and OperationV2). */
export const checkpointed = z.object({
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
              outputs: z.record(z.string(), z.unknown()).optional(),
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
