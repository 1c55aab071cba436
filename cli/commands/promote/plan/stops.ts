import type { Diagnostic } from "../../../../inventory/yaml/diagnostics.ts";
import type { ProjectPlan } from "./project.ts";

/**
 * A reason why kpromo promotes nothing at all. It plans every directory before it copies anything, and a tag that would
 * move, a registry that does not answer or a file that cannot be read ends the run, in the dry run and in the real one
 * (seen with v4.5.1). A lost image does not.
 */
export interface Stop {
  readonly by: "conflict" | "registry" | "file";
  /** Undefined for a file. */
  readonly directory: string | undefined;
  /** The tag, the registry with its problem, or the file and line. */
  readonly what: string;
}

/** Lists what stops kpromo, a file once, in the order in which to mend it: files, conflicts, registries. */
export function stopsIn(plans: readonly ProjectPlan[], faults: readonly Diagnostic[]): Stop[] {
  const errors = faults.filter(({ severity }) => severity === "error");
  const files = errors
    .filter(({ file }, index) => errors.findIndex((other) => other.file === file) === index)
    .map(({ file, line }): Stop => ({ by: "file", directory: undefined, what: `${file}:${line}` }));
  const conflicts = plans.flatMap(({ directory, edges }) => {
    const tags = edges.flatMap(({ image, tag = "", finding }) =>
      finding.state === "conflict" ? [`${image}:${tag}`] : [],
    );
    return [...new Set(tags)].map((what): Stop => ({ by: "conflict", directory, what }));
  });
  const registries = plans.flatMap(({ directory, problems }) =>
    problems.map((what): Stop => ({ by: "registry", directory, what })),
  );
  return [...files, ...conflicts, ...registries];
}
