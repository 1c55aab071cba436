import { deepFreeze } from "../yaml/values.ts";
import type { BuildDeclaration, ProjectDeclaration } from "./declarations.ts";
import { triggerName } from "./names.ts";
import { expressionOf } from "./patterns.ts";
import type { BuildEntry } from "./schema.ts";
import type { Build, BuildEvent, ProjectBuilds } from "./types.ts";

/**
 * Variables that the runner of a build sets, by their Prow names: the branch or tag, and the commit
 * (https://github.com/kubernetes-sigs/prow/blob/main/site/content/en/docs/jobs.md).
 */
export const givenVariables: readonly string[] = ["PULL_BASE_REF", "PULL_BASE_SHA"];

/** Turns declarations without errors into records, sorted by project and deeply frozen. */
export function buildsOf(declarations: readonly ProjectDeclaration[]): readonly ProjectBuilds[] {
  const records = declarations.map(({ project, sources, builds, origin }): ProjectBuilds => ({
    project,
    sources: [...sources].sort((a, b) => (a.repository < b.repository ? -1 : 1)),
    builds: builds.map(build).sort((a, b) => (a.name < b.name ? -1 : 1)),
    origin,
  }));
  return deepFreeze(records.sort((a, b) => (a.project < b.project ? -1 : 1)));
}

/** The events that start a build. Without branches and tags, these are pushes to every branch and tag. */
export function eventsOf({ branches, tags, schedule }: BuildEntry): BuildEvent["on"][] {
  if (schedule !== undefined) return ["schedule"];
  const every = branches === undefined && tags === undefined;
  return [
    ...(branches !== undefined || every ? (["branch"] as const) : []),
    ...(tags !== undefined || every ? (["tag"] as const) : []),
  ];
}

function build(declaration: BuildDeclaration): Build {
  const { project, name, entry, repository = "", origin, keysOf, keyAt } = declaration;
  const { "scratch-bucket": scratchBucket = `gs://${project}-gcb`, ...flags } = entry.flags;
  const { schedule, branch } = entry;
  return {
    name,
    previously: entry.previously,
    repository,
    runner: entry.runner,
    reason: entry.reason,
    branches: (entry.branches ?? []).map(expressionOf),
    tags: (entry.tags ?? []).map(expressionOf),
    skip: entry.skip ?? [],
    paths: entry.paths ?? [],
    periodic: schedule === undefined || branch === undefined ? undefined : { schedule, branch },
    events: eventsOf(entry).map((on) => ({
      on,
      triggerName: triggerName(name, on),
      previousTriggerName: entry.previously === undefined ? undefined : triggerName(entry.previously, on),
    })),
    directory: entry.directory,
    buildFile: entry.build_file,
    environment: entry.environment,
    envPassthrough: entry.env_passthrough,
    scratchBucket,
    flags: Object.fromEntries(
      Object.entries(flags).flatMap(([flag, value]) => (value === undefined ? [] : [[flag, value]])),
    ),
    origin,
    declared: Object.fromEntries(keysOf([]).map((key) => [key, keyAt([key])])),
  };
}
