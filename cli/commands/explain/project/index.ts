import { describeBuilds, type BuildsDescription } from "../../../../components/builds/describe.ts";
import { describeStagingRepository } from "../../../../components/staging-repository/describe.ts";
import { UserError } from "../../../../terminal/userError.ts";
import { expressionOf, SEMVER } from "../../../../inventory/builds/patterns.ts";
import type { Build } from "../../../../inventory/builds/types.ts";
import { stagingPrefix } from "../../../../inventory/projects/naming.ts";
import { nearest } from "../../../../terminal/nearest.ts";
import type { PromotionSettings } from "../../../../inventory/promotion/types.ts";
import type { Inventory, StagingProject } from "../../../../inventory/projects/types.ts";
import { folderIn, type DataSources } from "../../../../inventory/sources.ts";
import { settingsIn } from "../../../../inventory/check/promotion.ts";
import { stackSettings } from "../../../review/plan/stackConfig.ts";
import { accessTo } from "./access.ts";
import type { ExplainedBuild, ProjectAnswer } from "./answer.ts";
import { nextSteps } from "./next.ts";
import { promotedFrom } from "./promotion.ts";
import { valuesOf } from "./values.ts";
import { badData, requiredData } from "../../../../inventory/check/required.ts";

/**
 * Collects everything about one staging project, from the data and the descriptions that its resources are made from.
 * Accepts the project id with or without its prefix. Throws a `UserError` for an unknown project and for invalid data.
 */
export function explainProject(typed: string, sources: DataSources): ProjectAnswer {
  const settings = stackSettings("staging");
  const data = requiredData(sources);
  const { settings: promotion, diagnostics } = settingsIn(sources, data.inventory);
  if (promotion === undefined) throw badData(diagnostics);
  const project = projectNamed(typed, data.inventory, promotion);
  const builds = describeBuilds(project, settings);
  const { repositories } = describeStagingRepository(project);
  const addresses = repositories.map(({ address }) => address);
  const promoted = promotedFrom(folderIn(sources, "promotionFolder"), project.id, addresses, promotion);
  const group = data.groups.find(({ email }) => email === project.group);
  return {
    project: project.id,
    origin: project.origin,
    values: valuesOf(project),
    specialCases: project.specialCases.map(({ id, reason, expires, origin }) => ({
      id,
      reason,
      expires,
      origin,
    })),
    repositories: repositories.map(({ address, args: { location } }) => ({ address, location })),
    access: accessTo(project, data, settings),
    sources: project.sources,
    builds: project.builds.map((build) => explained(build, project, builds)),
    promoted,
    next: nextSteps(project, { group, builds, addresses, promoted }),
  };
}

function projectNamed(
  typed: string,
  { stagingProjects, otherProjects }: Inventory,
  { sources }: PromotionSettings,
): StagingProject {
  const name = typed.toLowerCase();
  const found = stagingProjects.find(({ id }) => id === name || id === `${stagingPrefix}${name}`);
  if (found !== undefined) return found;
  const other = otherProjects.find(({ id }) => id === name);
  if (other !== undefined) {
    const { file, line } = other.origin;
    throw new UserError(
      `${other.id} is a project of type ${other.type} (${file}:${line}); only staging projects are explained.`,
    );
  }
  const shared = sources.get(`us-central1-docker.pkg.dev/k8s-staging-images/${name}`);
  if (shared !== undefined) {
    const { file, line } = shared.origin;
    throw new UserError(
      `${name} is a repository of the shared project k8s-staging-images (${file}:${line}), written by ${shared.group}; only staging projects are explained.`,
    );
  }
  // Compare without the shared prefix, which would make all names look similar.
  const bare = name.replace(stagingPrefix, "");
  const names = stagingProjects.map((project) => project.name);
  const near = nearest(bare, names) ?? names.find((candidate) => bare !== "" && candidate.includes(bare));
  const hint = near === undefined ? "" : ` Did you mean ${near}?`;
  throw new UserError(`There is no staging project ${JSON.stringify(typed)} in the data.${hint}`);
}

function explained(build: Build, { state }: StagingProject, { leftOut }: BuildsDescription): ExplainedBuild {
  const { name, repository, runner, directory, origin } = build;
  const unconnected = leftOut.find(({ builds }) => builds.includes(name));
  const stopped =
    state !== "active"
      ? `the project is ${state}`
      : unconnected && `no connection to ${unconnected.organization} is configured`;
  return { name, repository, runner, directory, origin, when: whenWords(build), stopped };
}

/** The maximum length of a pattern that is shown in full; its position is shown beside it. */
const longest = 40;

/** The expression for versions is long, and generated. */
function shortPattern(pattern: string): string {
  if (pattern === expressionOf(SEMVER)) return SEMVER;
  return pattern.length > longest ? `${pattern.slice(0, longest)}…` : pattern;
}

function whenWords({ periodic, branches, tags, skip }: Build): string {
  if (periodic !== undefined) return `${periodic.schedule} on ${periodic.branch}`;
  const parts = [
    ...(branches.length > 0 ? [`branches ${branches.map(shortPattern).join(" ")}`] : []),
    ...(tags.length > 0 ? [`tags ${tags.map(shortPattern).join(" ")}`] : []),
  ];
  const what = parts.length === 0 ? "every branch and tag" : parts.join(", ");
  return skip.length === 0 ? what : `${what} but ${skip.map(shortPattern).join(" ")}`;
}
