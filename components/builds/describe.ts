import { cronOf } from "../../inventory/builds/schedule.ts";
import type { Build } from "../../inventory/builds/types.ts";
import { buildAccountId, scheduleAccountId, serviceAccountEmail } from "../../inventory/naming.ts";
import type { StagingProject } from "../../inventory/types.ts";
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

/** What the builds of all projects share; comes from the stack's configuration. */
export interface BuildsSettings {
  /** The image-builder's image, with its tag. */
  readonly imageBuilder: string;
  /** By organisation on GitHub. */
  readonly githubConnections: Readonly<Record<string, GithubConnection>>;
}

/** A job of Cloud Scheduler; its `uri` is missing, since only the cloud knows the trigger's id. */
export interface JobArgs {
  readonly project: string;
  readonly region: string;
  readonly name: string;
  readonly description: string;
  readonly schedule: string;
  readonly timeZone: string;
  readonly paused: boolean;
  /** Of the request: JSON in base64. */
  readonly body: string;
  /** The e-mail address that it is made as. */
  readonly account: string;
}

type CustomRole = Described<{ project: string; roleId: string; title: string; permissions: string[] }>;

/** What starts triggers of periodic builds: an identity that may create builds as the build account and nothing else. */
export interface Schedule {
  readonly account: Described<{ project: string; accountId: string; displayName: string }>;
  readonly role: CustomRole;
  readonly binding: Described<{ project: string; role: string; members: string[] }>;
  /**
   * On the build account. By a role of its own, since the binding of `roles/iam.serviceAccountUser` is authoritative and
   * made before this identity is (../staging-project/iam.ts).
   */
  readonly actAs: { readonly role: CustomRole; readonly binding: Described<AccountIamBindingArgs> };
  /** With the logical name of the trigger that each of them runs. */
  readonly jobs: readonly (Described<JobArgs> & { readonly trigger: string })[];
}

/** The builds of one organisation's repositories for which there is no trigger. */
export interface LeftOut {
  readonly organization: string;
  /** Names of builds. */
  readonly builds: readonly string[];
}

/** Everything that the builds of one staging project are made of, as plain data in the provider's terms. */
export interface BuildsDescription {
  readonly connections: Connections | undefined;
  readonly triggers: readonly DescribedTrigger[];
  readonly schedule: Schedule | undefined;
  /** For want of configuration, sorted by organisation. */
  readonly leftOut: readonly LeftOut[];
}

/** Where builds run and everything about them is: the region of the image repository (facts/upstream.md §1.1). */
export const BUILD_LOCATION = "us-central1";
/** What running a trigger asks for in the project: its API reference, projects.locations.triggers.run. */
const RUN_TRIGGERS = {
  roleId: "buildTriggerRunner",
  title: "Runs triggers of Cloud Build",
  permissions: ["cloudbuild.builds.create"],
};
/**
 * And what it asks for on the account that the trigger states: "user does not have impersonation permission on the
 * trigger service account specified" (GoogleCloudPlatform/solution-acceleration-toolkit issue 1064).
 */
const ACT_AS = {
  roleId: "buildAccountUser",
  title: "Runs builds as the build account",
  permissions: ["iam.serviceAccounts.actAs"],
};

/**
 * Says what the builds of one record become. A frozen project keeps its triggers, switched off; a retired one has
 * none. Pure; the component only wires what this returns.
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
        // The data has been checked: only a schedule that has a cron expression is a trigger's.
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

/** `kubernetes-sigs` of `kubernetes-sigs/kind`. */
export function organizationOf(repository: string): string {
  return repository.slice(0, repository.indexOf("/"));
}
