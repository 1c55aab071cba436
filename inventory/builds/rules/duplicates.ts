import { posix } from "node:path";
import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import type { BuildDeclaration } from "../declarations.ts";
import type { Declared } from "./declared.ts";

/** Checks that build names are unique, as Prow job names must be, and that no two builds do the same. */
export function checkDuplicates({ projects }: Declared): Diagnostic[] {
  const builds = projects.flatMap(({ builds }) => builds);
  const byName = new Map<string, BuildDeclaration>();
  const byContent = new Map<string, BuildDeclaration>();
  return builds.flatMap((build) => {
    const { name, origin } = build;
    const named = byName.get(name);
    const content = contentOf(build);
    const same = byContent.get(content);
    byName.set(name, named ?? build);
    byContent.set(content, same ?? build);
    if (named !== undefined) {
      const message = `there is another build named ${name}: ${place(named)}`;
      return [error("duplicate-build", origin, message, "name one of the two differently")];
    }
    if (same === undefined || build.repository === undefined) return [];
    const message = `${name} builds the same as ${same.name} (${place(same)})`;
    return [error("same-build-twice", origin, message, "remove one of the two")];
  });
}

function place({ origin: { file, line } }: BuildDeclaration): string {
  return `${file}:${line}`;
}

/** Everything that determines what is built, when and where to. The runner does not count. */
function contentOf({ project, repository, entry }: BuildDeclaration): string {
  const sorted = (values: readonly string[] = []) => [...values].sort();
  return JSON.stringify([
    project,
    repository,
    sorted(entry.branches),
    sorted(entry.tags),
    sorted(entry.skip),
    [entry.schedule, entry.branch],
    sorted(entry.paths),
    posix.normalize(entry.directory).replace(/\/$/, ""),
    entry.build_file ?? "cloudbuild.yaml",
    Object.entries(entry.environment).sort(),
    Object.entries(entry.flags).sort(),
  ]);
}
