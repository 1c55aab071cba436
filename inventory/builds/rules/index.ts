import type { Diagnostic } from "../../yaml/diagnostics.ts";
import type { BuildDeclaration, ProjectDeclaration } from "../declarations.ts";
import type { Declared } from "./declared.ts";
import { checkDuplicates } from "./duplicates.ts";
import { checkEnvironment } from "./environment.ts";
import { checkEvents } from "./events.ts";
import { checkNames } from "./names.ts";
import { checkPaths } from "./paths.ts";
import { checkPatterns } from "./patterns.ts";
import { checkRenames } from "./renames.ts";
import { checkRepositories } from "./repositories.ts";
import { checkRunner } from "./runner.ts";
import { checkScratchBuckets } from "./scratch-buckets.ts";
import { checkSources } from "./sources.ts";

/** Checks all builds, including entries that violate the schema. */
export type Rule = (declared: Declared) => Diagnostic[];

/** All rules; each has its own file. Some look at one project or at one build. */
export const rules: readonly Rule[] = [
  checkSources,
  ofEachProject(checkRepositories),
  checkNames,
  checkDuplicates,
  checkRenames,
  ofEachBuild(checkPatterns),
  ofEachBuild(checkPaths),
  ofEachBuild(checkEvents),
  ofEachBuild(checkEnvironment),
  ofEachBuild(checkScratchBuckets),
  ofEachBuild(checkRunner),
];

function ofEachProject(check: (project: ProjectDeclaration) => Diagnostic[]): Rule {
  return ({ projects }) => projects.flatMap(check);
}

function ofEachBuild(check: (build: BuildDeclaration) => Diagnostic[]): Rule {
  return ofEachProject(({ builds }) => builds.flatMap(check));
}
