import * as pulumi from "@pulumi/pulumi";
import { Trigger } from "@pulumi/gcp/cloudbuild/trigger.js";
import { Connection } from "@pulumi/gcp/cloudbuildv2/connection.js";
import { Repository } from "@pulumi/gcp/cloudbuildv2/repository.js";
import { Job } from "@pulumi/gcp/cloudscheduler/job.js";
import { IAMBinding as ProjectIamBinding } from "@pulumi/gcp/projects/iambinding.js";
import { IAMCustomRole } from "@pulumi/gcp/projects/iamcustomRole.js";
import { ServiceIdentity } from "@pulumi/gcp/projects/serviceIdentity.js";
import { SecretIamMember } from "@pulumi/gcp/secretmanager/secretIamMember.js";
import { Account } from "@pulumi/gcp/serviceaccount/account.js";
import { IAMBinding as AccountIamBinding } from "@pulumi/gcp/serviceaccount/iambinding.js";
import { SCHEDULER_API } from "../../inventory/projects/apis.ts";
import type { StagingProject as StagingProjectRecord } from "../../inventory/projects/types.ts";
import { IAM_API } from "../staging-project/describe.ts";
import { buildAccountEmail } from "../staging-project/iam.ts";
import type { StagingProject } from "../staging-project/index.ts";
import { BUILDS } from "../tokens.ts";
import { CLOUD_BUILD_API, SERVICE_AGENT_DOMAIN, type Connections } from "./connections.ts";
import {
  BUILD_LOCATION,
  describeBuilds,
  type BuildsSettings,
  type LeftOut,
  type Schedule,
} from "./describe.ts";

export interface BuildsArgs {
  readonly project: StagingProjectRecord;
  readonly settings: BuildsSettings;
  /** The staging project that builds run in. */
  readonly in: StagingProject;
}

/**
 * The automatic builds of a staging project: connections to GitHub, triggers that run the image-builder as the
 * project's build account, and the scheduler jobs of periodic builds.
 *
 * Unlike the project, nothing is retained on delete: it holds no data, and a leftover trigger would continue to build.
 *
 * @example new Builds("k8s-staging-kind", { project: record, settings, in: stagingProject }, { providers: [gcp] });
 */
export class Builds extends pulumi.ComponentResource {
  /** Builds without a trigger because their organization is not configured. */
  readonly leftOut: readonly LeftOut[];

  constructor(name: string, args: BuildsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(BUILDS, name, {}, opts);
    const described = describeBuilds(args.project, args.settings);
    const account = args.in.principals.get(`serviceAccount:${buildAccountEmail(args.project)}`);
    const afterAccount = account === undefined ? [] : [account];

    const links = described.connections ? this.connect(described.connections, args.in) : [];
    const triggers = new Map(
      described.triggers.map((trigger) => [
        trigger.name,
        new Trigger(trigger.name, trigger.args, {
          parent: this,
          dependsOn: [...links, ...afterAccount],
          aliases: trigger.previousName === undefined ? [] : [{ name: trigger.previousName }],
        }),
      ]),
    );
    if (described.schedule) this.schedule(described.schedule, args.in, triggers, afterAccount);
    this.leftOut = described.leftOut;
    this.registerOutputs({});
  }

  /** Creates the connections; returns the repository links, which triggers depend on. */
  private connect(
    { identity, secretAccess, connections, repositories }: Connections,
    project: StagingProject,
  ) {
    const dependsOn = project.service(CLOUD_BUILD_API);
    const agent = new ServiceIdentity(identity.name, identity.args, { parent: this, dependsOn });
    const member = pulumi.interpolate`serviceAccount:service-${project.projectNumber}@${SERVICE_AGENT_DOMAIN}`;
    const access = secretAccess.map(
      ({ name, args }) => new SecretIamMember(name, { ...args, member }, { parent: this, dependsOn: agent }),
    );
    const made = new Map(
      connections.map(({ name, args }) => [
        args.name,
        new Connection(name, args, { parent: this, dependsOn: [dependsOn, ...access] }),
      ]),
    );
    return repositories.map(({ name, args }) => {
      const connection = made.get(args.parentConnection);
      return new Repository(name, args, { parent: this, dependsOn: connection ? [connection] : [] });
    });
  }

  private schedule(
    { account, role, binding, actAs, jobs }: Schedule,
    project: StagingProject,
    triggers: ReadonlyMap<string, Trigger>,
    buildAccount: readonly pulumi.Resource[],
  ): void {
    const afterApi = { parent: this, dependsOn: project.service(IAM_API) };
    const runner = new Account(account.name, account.args, afterApi);
    const custom = new IAMCustomRole(role.name, role.args, afterApi);
    const bound = new ProjectIamBinding(binding.name, binding.args, {
      parent: this,
      dependsOn: [runner, custom],
    });
    const acting = new AccountIamBinding(actAs.binding.name, actAs.binding.args, {
      parent: this,
      dependsOn: [new IAMCustomRole(actAs.role.name, actAs.role.args, afterApi), runner, ...buildAccount],
    });
    for (const { name, trigger, args } of jobs) {
      const { body, account: email, ...job } = args;
      const id = triggers.get(trigger)?.triggerId ?? pulumi.output("");
      const uri = pulumi.interpolate`https://${CLOUD_BUILD_API}/v1/projects/${job.project}/locations/${BUILD_LOCATION}/triggers/${id}:run`;
      const httpTarget = { httpMethod: "POST", uri, body, oauthToken: { serviceAccountEmail: email } };
      new Job(
        name,
        { ...job, httpTarget },
        { parent: this, dependsOn: [bound, acting, project.service(SCHEDULER_API)] },
      );
    }
  }
}
