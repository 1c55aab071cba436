import * as z from "zod";

/**
 * The JSON of `infra list`. Keys may be added; none is removed or changes its meaning. schemas/list.schema.json is the
 * same as JSON Schema.
 */

/** Ordered as a project passes through them (`ProjectState`). */
export const states = ["active", "frozen", "retired"] as const;

const count = z.int().min(0);

const position = z.strictObject({
  file: z.string(),
  line: z.int().min(1).describe("Counted from 1, as is the column."),
  column: z.int().min(1),
});

const diagnostic = z.strictObject({
  rule: z.string(),
  severity: z.enum(["error", "warning"]),
  ...position.shape,
  message: z.string(),
  hint: z.string().describe("What to do; empty if the message already says it."),
});

const newest = z.strictObject({
  image: z.string().describe("The image's name in its list, such as `kro/controller`."),
  tag: z.string(),
});

const promoted = z.strictObject({
  directories: z
    .array(z.string())
    .describe("The directories of registry.k8s.io/ that promote from it, sorted."),
  images: count.describe("Image names, not digests."),
  newest: newest
    .optional()
    .describe("The highest version among all tags, since the data has no dates; absent without a version."),
});

const entry = z.strictObject({
  name: z
    .string()
    .describe("A project's id, or `k8s-staging-images/<name>` for a registry of the shared staging project."),
  kind: z.enum(["project", "registry"]),
  sig: z
    .string()
    .optional()
    .describe(
      "As the project declares it; that of a registry is of the project with the same group. Absent if nobody has said.",
    ),
  state: z.enum(states),
  group: z.string().describe("The address of the Google Group that may write images."),
  origin: position.describe("Where the project or registry is declared."),
  builds: count
    .optional()
    .describe("Declared builds; absent for a registry, whose builds are declared elsewhere."),
  repositories: z.array(z.string()).describe("The addresses that images are pushed to, sorted."),
  promoted,
  findings: z.array(diagnostic).describe("What `infra check` reports about it."),
});

/** What `infra list --json` prints. */
export const catalog = z.strictObject({
  entries: z.array(entry).describe("Projects, then registries, each sorted by name."),
  total: count.describe("The number of entries without a filter."),
  elsewhere: count.describe(
    "The number of findings of `infra check` that concern no entry, filtered or not.",
  ),
});

export type Catalog = z.output<typeof catalog>;
export type CatalogEntry = z.output<typeof entry>;
