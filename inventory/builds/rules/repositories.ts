import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { nearest } from "../../../terminal/nearest.ts";
import type { ProjectDeclaration } from "../declarations.ts";

/** Checks that every build uses one of the project's sources, since the requirements rule covers only those. */
export function checkRepositories({ project, sources, builds }: ProjectDeclaration): Diagnostic[] {
  const known = sources.map(({ repository }) => repository);
  return builds.flatMap(({ name, repository, origin, keysOf, valueAt }) => {
    if (repository === undefined) {
      // Missing sources or a malformed repository are already reported.
      if (known.length === 0 || keysOf([]).includes("repository")) return [];
      const message = `${name} does not say which of the ${known.length} sources of ${project} it builds`;
      return [
        error("missing-repository", origin, message, `add \`repository: ${known[0]!}\`, or another one`),
      ];
    }
    if (known.includes(repository)) return [];
    const near = nearest(repository, known);
    const hint =
      near === undefined
        ? `add it to the sources, or build ${known.join(" or ")}`
        : `did you mean "${near}"?`;
    const message = `${name} builds ${repository}, which is no source of ${project}`;
    return [error("repository-is-no-source", valueAt(["repository"]), message, hint)];
  });
}
