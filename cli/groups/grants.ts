import { describeBuilds, type BuildsSettings } from "../../components/builds/describe.ts";
import {
  describeStagingProject,
  type StagingProjectSettings,
} from "../../components/staging-project/describe.ts";
import type { StagingProjectIam } from "../../components/staging-project/iam.ts";
import { describeStagingRepository } from "../../components/staging-repository/describe.ts";
import type { StagingProject } from "../../inventory/types.ts";
import { onBucket, onProject, onRepository, onServiceAccount, type Bound } from "./bound.ts";

/** What a role can be held on. */
export type ResourceKind = "project" | "service account" | "repository" | "bucket" | "service" | "role";

/** One role that somebody holds on one resource, as the program binds it. */
export interface Grant {
  /** The id of the Google Cloud project that the resource is in. */
  readonly project: string;
  readonly kind: ResourceKind;
  /** The resource as people call it: its id, address or e-mail address, without the kind. */
  readonly resource: string;
  /** In full, such as `roles/viewer`. */
  readonly role: string;
  /** As IAM names it, such as `group:x@kubernetes.io` or `allUsers`. */
  readonly member: string;
}

/** Who reads what is public. */
export const EVERYBODY = "allUsers";

/**
 * The address in an IAM member, what stands after the kind, in lower case; `allUsers` as it is, and `principalSet://…`,
 * which is no address without its kind.
 */
export function addressOf(member: string): string {
  if (/^principal(Set)?:\/\//.test(member)) return member;
  return member.includes(":") ? member.slice(member.indexOf(":") + 1).toLowerCase() : member;
}

/**
 * Every role that the program binds in staging projects, from the same descriptions that its resources are made of,
 * without evaluating it. A binding without members grants nothing and does not appear.
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

/** A special case may give a role on a project of others, by its id; whatever else is bound is in the staging project. */
function placed(bound: Omit<Bound, "members">, stagingProject: string): Omit<Grant, "member"> {
  return { project: bound.kind === "project" ? bound.resource : stagingProject, ...bound };
}

/** Has an entry for every part, so that a new kind of binding cannot be overlooked here. */
const KINDS: Readonly<Record<keyof StagingProjectIam, (iam: StagingProjectIam) => Bound[]>> = {
  // They are made, and grant nothing.
  accounts: () => [],
  accountBindings: ({ accountBindings }) => accountBindings.map(({ args }) => onServiceAccount(args)),
  projectBindings: ({ projectBindings }) => projectBindings.map(({ args }) => onProject(args)),
  projectMembers: ({ projectMembers }) => projectMembers.map(({ args }) => onProject(args)),
  bucketBindings: ({ bucketBindings }) => bucketBindings.map(({ args }) => onBucket(args)),
  bucketMembers: ({ bucketMembers }) => bucketMembers.map(({ args }) => onBucket(args)),
};

/** Connections grant a role on a secret, which is nothing of a project's. */
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
