import { cronOf } from "../../inventory/builds/schedule.ts";
import type { Build } from "../../inventory/builds/types.ts";
import { buildAccountId, scheduleAccountId, serviceAccountEmail } from "../../inventory/projects/naming.ts";
import type { StagingProject } from "../../inventory/projects/types.ts";
import type { Described } from "../described.ts";
import type { AccountIamBindingArgs } from "../staging-project/iam.ts";
import { buildAccountName } from "./image-builder.ts";
import {
  describeConnections,
  repositoryLink,
  type Connections,
  type GithubConnection,
} from "./connections.ts";
import { describeTrigger, type DescribedTrigger } from "./triggers.ts";

/** Settings shared by the builds of all projects, from the stack configuration. */
export interface BuildsSettings {
  /** The image of the image-builder, with tag. */
  readonly imageBuilder: string;
  /** Connections by GitHub organization. */
  readonly githubConnections: Readonly<Record<string, GithubConnection>>;
}

/** A Cloud Scheduler job, without its `uri`, since only the cloud knows the trigger's id. */
export interface JobArgs {
  readonly project: string;
  readonly region: string;
  readonly name: string;
  readonly description: string;
  readonly schedule: string;
  readonly timeZone: string;
  readonly paused: boolean;
  /** Body of the request: base64-encoded JSON. */
  readonly body: string;
  /** Email address of the account that sends the request. */
  readonly account: string;
}

type CustomRole = Described<{ project: string; roleId: string; title: string; permissions: string[] }>;

/** What starts the triggers of periodic builds: jobs, and an account that may create builds as the build account and nothing else. */
export interface Schedule {
  readonly account: Described<{ project: string; accountId: string; displayName: string }>;
  readonly role: CustomRole;
  readonly binding: Described<{ project: string; role: string; members: string[] }>;
  /**
   * Grants the account `actAs` on the build account. A custom role, because the binding of `roles/iam.serviceAccountUser`
   * is authoritative and created before this account (../staging-project/iam.ts).
   */
  readonly actAs: { readonly role: CustomRole; readonly binding: Described<AccountIamBindingArgs> };
  /** Each with the logical name of the trigger that it runs. */
  readonly jobs: readonly (Described<JobArgs> & { readonly trigger: string })[];
}

/** The builds of one organization's repositories that have no trigger. */
export interface LeftOut {
  readonly organization: string;
  /** Names of builds. */
  readonly builds: readonly string[];
}

/** All resources for the builds of one staging project, as plain data in the provider's terms. */
export interface BuildsDescription {
  readonly connections: Connections | undefined;
  readonly triggers: readonly DescribedTrigger[];
  readonly schedule: Schedule | undefined;
  /** Builds of organizations without configuration, sorted by organization. */
  readonly leftOut: readonly LeftOut[];
}

/** The location of builds and their resources: the region of the image repository (facts/upstream.md §1.1). */
export const BUILD_LOCATION = "us-central1";
/** What running a trigger requires on the project: API reference of projects.locations.triggers.run. */
const RUN_TRIGGERS = {
  roleId: "buildTriggerRunner",
  title: "Runs triggers of Cloud Build",
  permissions: ["cloudbuild.builds.create"],
};
/**
 * What running a trigger requires on the account that the trigger names: "user does not have impersonation permission on the
 * trigger service account specified" (GoogleCloudPlatform/solution-acceleration-toolkit issue 1064).
 */
const ACT_AS = {
  roleId: "buildAccountUser",
  title: "Runs builds as the build account",
  permissions: ["iam.serviceAccounts.actAs"],
};

/**
 * Describes the builds of one project. A frozen project keeps its triggers, disabled; a retired one has none. Pure; the
 * component only turns the result into resources.
 */
export function describeBuilds(project: StagingProject, settings: BuildsSettings): BuildsDescription {
  const live = project.state === "retired" ? [] : project.builds.filter(({ runner }) => runner === "trigger");
  const isConnected = ({ repository }: Build) =>
    settings.githubConnections[organizationOf(repository)] !== undefined;
  const built = live.filter(isConnected);
  const triggers = built.flatMap((build) =>
    build.events.map((event) =>
      describeTrigger(project, build, event, {
        location: BUILD_LOCATION,
        imageBuilder: settings.imageBuilder,
        repository: repositoryLink(project, build.repository, BUILD_LOCATION),
      }),
    ),
  );
  return {
    connections:
      built.length > 0
        ? describeConnections(project, built, settings.githubConnections, BUILD_LOCATION)
        : undefined,
    triggers,
    schedule: describeSchedule(project, built),
    leftOut: leftOut(live.filter((build) => !isConnected(build))),
  };
}

function describeSchedule(project: StagingProject, builds: readonly Build[]): Schedule | undefined {
  const { id, name, state } = project;
  const periodic = builds.flatMap(({ periodic: when, name: build, events: [event] }) =>
    when !== undefined && event !== undefined ? [{ when, build, trigger: event.triggerName }] : [],
  );
  if (periodic.length === 0) return undefined;
  const accountId = scheduleAccountId(name);
  const email = serviceAccountEmail(accountId, id);
  const members = state === "active" ? [`serviceAccount:${email}`] : [];
  const customRole = (args: typeof RUN_TRIGGERS): CustomRole => ({
    name: `${id}/${args.roleId}`,
    args: { project: id, ...args },
  });
  const role = `projects/${id}/roles/${RUN_TRIGGERS.roleId}`;
  const actAsRole = `projects/${id}/roles/${ACT_AS.roleId}`;
  return {
    account: {
      name: `${id}/${accountId}`,
      args: { project: id, accountId, displayName: `Starts the periodic builds of ${name}` },
    },
    role: customRole(RUN_TRIGGERS),
    binding: { name: `${id}/${role}`, args: { project: id, role, members } },
    actAs: {
      role: customRole(ACT_AS),
      binding: {
        name: `${id}/${buildAccountId(name)}/${actAsRole}`,
        args: { serviceAccountId: buildAccountName(project), role: actAsRole, members },
      },
    },
    jobs: periodic.map(({ when, build, trigger }) => ({
      name: `${id}/${build}`,
      trigger: `${id}/${trigger}`,
      args: {
        project: id,
        region: BUILD_LOCATION,
        name: build,
        description: `Runs the trigger ${trigger}`,
        // The inventory guarantees that schedules of triggers have a cron expression.
        schedule: cronOf(when.schedule) ?? when.schedule,
        timeZone: "Etc/UTC",
        paused: state !== "active",
        body: Buffer.from(JSON.stringify({ source: { branchName: when.branch } })).toString("base64"),
        account: email,
      },
    })),
  };
}

function leftOut(builds: readonly Build[]): LeftOut[] {
  const organizations = [...new Set(builds.map(({ repository }) => organizationOf(repository)))].sort();
  return organizations.map((organization) => ({
    organization,
    builds: builds
      .filter(({ repository }) => organizationOf(repository) === organization)
      .map(({ name }) => name),
  }));
}

/** The owner: `kubernetes-sigs` for `kubernetes-sigs/kind`. */
export function organizationOf(repository: string): string {
  return repository.slice(0, repository.indexOf("/"));
}
