import { describeBuilds, type BuildsSettings } from "../../components/builds/describe.ts";
import {
  describeStagingProject,
  type StagingProjectSettings,
} from "../../components/staging-project/describe.ts";
import type { StagingProjectIam } from "../../components/staging-project/iam.ts";
import { describeStagingRepository } from "../../components/staging-repository/describe.ts";
import type { StagingProject } from "../../inventory/types.ts";

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

/** The address in an IAM member, what stands after the kind, in lower case; `allUsers` as it is. */
export function addressOf(member: string): string {
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
      ({ members, ...bound }) => members.map((member): Grant => ({ project: project.id, ...bound, member })),
    );
  });
}

/** One role on one resource, before it is known which project that is in. */
export interface Bound extends Pick<Grant, "kind" | "resource" | "role"> {
  readonly members: readonly string[];
}

/** Has an entry for every part, so that a new kind of binding cannot be overlooked here. */
const KINDS: Readonly<Record<keyof StagingProjectIam, (iam: StagingProjectIam) => Bound[]>> = {
  // They are made, and grant nothing.
  accounts: () => [],
  accountBindings: ({ accountBindings }) =>
    accountBindings.map(({ args: { serviceAccountId, role, members } }) => ({
      kind: "service account",
      resource: serviceAccountId.slice(serviceAccountId.lastIndexOf("/") + 1),
      role,
      members,
    })),
  projectBindings: ({ projectBindings }) =>
    projectBindings.map(({ args: { project, role, members } }) => ({
      kind: "project",
      resource: project,
      role,
      members,
    })),
  projectMembers: ({ projectMembers }) =>
    projectMembers.map(({ args: { project, role, member } }) => ({
      kind: "project",
      resource: project,
      role,
      members: [member],
    })),
  bucketBindings: ({ bucketBindings }) =>
    bucketBindings.map(({ args: { bucket, role, members } }) => ({
      kind: "bucket",
      resource: bucket,
      role,
      members,
    })),
  bucketMembers: ({ bucketMembers }) =>
    bucketMembers.map(({ args: { bucket, role, member } }) => ({
      kind: "bucket",
      resource: bucket,
      role,
      members: [member],
    })),
};

/** Connections grant a role on a secret, which is nothing of a project's. */
function forBuilds(project: StagingProject, settings: BuildsSettings): Bound[] {
  const { schedule } = describeBuilds(project, settings);
  if (schedule === undefined) return [];
  const { role, members } = schedule.binding.args;
  return [{ kind: "project", resource: project.id, role, members }];
}

function onRepositories(project: StagingProject): Bound[] {
  return describeStagingRepository(project).repositories.flatMap(({ address, bindings }) =>
    bindings.map(({ args: { role, members } }) => ({
      kind: "repository",
      resource: address,
      role,
      members,
    })),
  );
}
