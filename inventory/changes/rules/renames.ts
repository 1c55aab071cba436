import type { Build } from "../../builds/types.ts";
import { error, warning } from "../../yaml/diagnostics.ts";
import type { StagingProject } from "../../projects/types.ts";
import type { ChangeRule, Finding } from "../change.ts";

/** Checks that a rename is declared and names a former build: otherwise its triggers are deleted and recreated. */
export const checkRenames: ChangeRule = ({ base, head }) => {
  const before = new Map(base.inventory.stagingProjects.map((project) => [project.id, triggered(project)]));
  return head.inventory.stagingProjects.flatMap((project) => {
    const former = before.get(project.id);
    if (former === undefined) return [];
    const present = triggered(project);
    return [
      ...present.flatMap((build) => checkFormer(build, former, project.id)),
      ...checkUntold(former, present),
    ];
  });
};

/** Only triggers can be renamed; a Prow job has nothing that outlives its name. */
function triggered({ builds }: StagingProject): Build[] {
  return builds.filter(({ runner }) => runner === "trigger");
}

function checkFormer(
  { name, previously, origin, declared }: Build,
  before: readonly Build[],
  project: string,
): Finding[] {
  const position = declared["previously"] ?? origin;
  if (previously === undefined || before.some((build) => build.name === previously)) return [];
  if (before.some((build) => build.name === name && build.previously === previously)) {
    const message = `${name} was renamed from ${previously} by an earlier change`;
    const hint = "remove `previously` once that is applied";
    return [{ diagnostic: warning("rename-left-over", position, message, hint) }];
  }
  const message = `${name}: ${project} had no build ${previously} with a trigger that could be renamed`;
  const hint = "name it as it was called before, or remove the key";
  return [{ diagnostic: error("rename-of-nothing", position, message, hint) }];
}

/** Warns if a build is removed while an equal one is added: most likely an undeclared rename. */
function checkUntold(before: readonly Build[], after: readonly Build[]): Finding[] {
  const kept = new Set(after.flatMap(({ name, previously }) => [name, previously]));
  const known = new Set(before.map(({ name }) => name));
  const gone = before.filter(({ name }) => !kept.has(name));
  return after
    .filter(({ name, previously }) => !known.has(name) && previously === undefined)
    .flatMap(({ name, origin, ...build }) => {
      const same = gone.find((former) => contentOf(former) === contentOf(build));
      if (same === undefined) return [];
      const message = `${name} builds what ${same.name} did: its triggers will be created, and those of ${same.name} deleted with their history`;
      const hint = `if it is the same build by another name, say \`previously: ${same.name}\``;
      return [{ diagnostic: warning("rename-untold", origin, message, hint) }];
    });
}

/** What it builds, from what, when and how. */
function contentOf(build: Omit<Build, "name" | "origin">): string {
  const { repository, branches, tags, skip, paths, periodic, directory, buildFile, environment } = build;
  const { envPassthrough, scratchBucket, flags } = build;
  const what = [repository, branches, tags, skip, paths, periodic, directory, buildFile];
  return JSON.stringify([...what, environment, envPassthrough, scratchBucket, flags]);
}
