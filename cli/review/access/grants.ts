import { describeBuilds, type BuildsSettings } from "../../../components/builds/describe.ts";
import {
  describeStagingProject,
  type StagingProjectSettings,
} from "../../../components/staging-project/describe.ts";
import type { StagingProjectIam } from "../../../components/staging-project/iam.ts";
import { describeStagingRepository } from "../../../components/staging-repository/describe.ts";
import type { StagingProject } from "../../../inventory/projects/types.ts";
import type { Grant } from "./grant.ts";
import { onBucket, onProject, onRepository, onServiceAccount, type Bound } from "./binding.ts";

/**
 * Lists every role that the program binds in staging projects, from the descriptions that the resources are made from,
 * without evaluating the program. A binding without members grants nothing and is omitted.
 */
export function grantsOf(
  projects: readonly StagingProject[],
  settings: StagingProjectSettings & BuildsSettings,
): Grant[] {
  return projects.flatMap((project) => {
    const { iam } = describeStagingProject(project, settings);
    const inProject = Object.values(KINDS).flatMap((read) => read(iam));
    return [...inProject, ...onRepositories(project), ...forBuilds(project, settings)].flatMap(
      ({ members, ...bound }) => members.map((member): Grant => ({ ...placed(bound, project.id), member })),
    );
  });
}

/** A special case may bind a role on another project, by id; all other bindings are in the staging project. */
function placed(bound: Omit<Bound, "members">, stagingProject: string): Omit<Grant, "member"> {
  return { project: bound.kind === "project" ? bound.resource : stagingProject, ...bound };
}

/** Has an entry for every part, so that no new kind of binding is overlooked here. */
const KINDS: Readonly<Record<keyof StagingProjectIam, (iam: StagingProjectIam) => Bound[]>> = {
  // Creating accounts grants nothing.
  accounts: () => [],
  accountBindings: ({ accountBindings }) => accountBindings.map(({ args }) => onServiceAccount(args)),
  projectBindings: ({ projectBindings }) => projectBindings.map(({ args }) => onProject(args)),
  projectMembers: ({ projectMembers }) => projectMembers.map(({ args }) => onProject(args)),
  bucketBindings: ({ bucketBindings }) => bucketBindings.map(({ args }) => onBucket(args)),
  bucketMembers: ({ bucketMembers }) => bucketMembers.map(({ args }) => onBucket(args)),
};

/** Connections bind a role on a secret, which is outside the project. */
function forBuilds(project: StagingProject, settings: BuildsSettings): Bound[] {
  const { schedule } = describeBuilds(project, settings);
  if (schedule === undefined) return [];
  return [onProject({ ...schedule.binding.args, project: project.id })];
}

function onRepositories(project: StagingProject): Bound[] {
  return describeStagingRepository(project).repositories.flatMap(({ address, bindings }) =>
    bindings.map(({ args }) => onRepository(address, args)),
  );
}
