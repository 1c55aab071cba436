import * as pulumi from "@pulumi/pulumi";
import { Project } from "@pulumi/gcp/organizations/project.js";
import { Service } from "@pulumi/gcp/projects/service.js";
import { Lien } from "@pulumi/gcp/resourcemanager/lien.js";
import { IAMBinding as ProjectIamBinding } from "@pulumi/gcp/projects/iambinding.js";
import { IAMMember as ProjectIamMember } from "@pulumi/gcp/projects/iammember.js";
import { Account } from "@pulumi/gcp/serviceaccount/account.js";
import { IAMBinding as AccountIamBinding } from "@pulumi/gcp/serviceaccount/iambinding.js";
import { Bucket } from "@pulumi/gcp/storage/bucket.js";
import { BucketIAMBinding } from "@pulumi/gcp/storage/bucketIAMBinding.js";
import { BucketIAMMember } from "@pulumi/gcp/storage/bucketIAMMember.js";
import type { StagingProject as StagingProjectRecord } from "../../inventory/projects/types.ts";
import { STAGING_PROJECT } from "../tokens.ts";
import { IAM_API, STORAGE_API, describeStagingProject, type StagingProjectSettings } from "./describe.ts";
import type { StagingProjectIam } from "./iam.ts";

export interface StagingProjectArgs {
  readonly project: StagingProjectRecord;
  readonly settings: StagingProjectSettings;
  /** Resources that bindings refer to as members, such as groups. Bindings depend on them. */
  readonly principals: Principals;
}

/** Resources by their member name in bindings, such as `group:k8s-infra-staging-kind@kubernetes.io`. */
export type Principals = ReadonlyMap<string, pulumi.Resource>;

/**
 * A Google Cloud project that a subproject publishes images through: the project with its lien, the enabled services
 * and its two buckets. Its repositories are a `StagingRepository`.
 *
 * Pulumi never deletes any of it, since all of it is `retainOnDelete`, except that grants of special cases are revoked
 * with them. Whatever holds data is protected until the record says `state: retired`.
 *
 * @example new StagingProject("k8s-staging-kind", { project: record, settings, principals }, { providers: [gcp] });
 */
export class StagingProject extends pulumi.ComponentResource {
  readonly projectId: pulumi.Output<string>;
  /** Part of the addresses of Google's service agents in the project. */
  readonly projectNumber: pulumi.Output<string>;
  /** The given principals and the project's own service accounts. */
  readonly principals: Principals;
  private readonly services: Readonly<Record<string, Service>>;

  constructor(name: string, args: StagingProjectArgs, opts?: pulumi.ComponentResourceOptions) {
    super(STAGING_PROJECT, name, {}, opts);
    const { protect, ...described } = describeStagingProject(args.project, args.settings);
    const retained = { parent: this, retainOnDelete: true };
    const dataHolding = { ...retained, protect };

    const project = new Project(described.project.name, described.project.args, dataHolding);
    const parent = pulumi.interpolate`projects/${project.number}`;
    new Lien(described.lien.name, { ...described.lien.args, parent }, retained);
    this.services = Object.fromEntries(
      described.services.map((service) => [
        service.args.service,
        new Service(service.name, service.args, { ...retained, dependsOn: project }),
      ]),
    );
    const buckets = new Map(
      described.buckets.map(({ name: bucketName, args: bucket }) => [
        bucket.name,
        new Bucket(bucketName, bucket, { ...dataHolding, dependsOn: this.service(STORAGE_API) }),
      ]),
    );
    this.principals = this.bind(described.iam, project, buckets, args.principals);
    this.projectId = project.projectId;
    this.projectNumber = project.number;
    this.registerOutputs({ projectId: this.projectId });
  }

  /** Creates the service accounts and all bindings, which depend on the principals that this program creates. */
  private bind(
    iam: StagingProjectIam,
    project: Project,
    buckets: ReadonlyMap<string, Bucket>,
    principals: Principals,
  ): Principals {
    const known = new Map(principals);
    const accounts = new Map<string, Account>();
    for (const { name, args, serviceAccountId, member } of iam.accounts) {
      const dependsOn = this.service(IAM_API);
      const account = new Account(name, args, { parent: this, retainOnDelete: true, dependsOn });
      known.set(member, account);
      accounts.set(serviceAccountId, account);
    }
    const after = (target: pulumi.Resource | undefined, members: readonly string[], retain: boolean) => ({
      parent: this,
      retainOnDelete: retain,
      dependsOn: [target, ...members.map((member) => known.get(member))].filter(
        (resource) => resource !== undefined,
      ),
    });

    for (const { name, args, retain } of iam.accountBindings) {
      const account = accounts.get(args.serviceAccountId);
      new AccountIamBinding(name, args, after(account, args.members, retain));
    }
    for (const { name, args, retain } of iam.projectBindings) {
      new ProjectIamBinding(name, args, after(project, args.members, retain));
    }
    for (const { name, args, retain } of iam.projectMembers) {
      new ProjectIamMember(name, args, after(project, [args.member], retain));
    }
    for (const { name, args, retain } of iam.bucketBindings) {
      new BucketIAMBinding(name, args, after(buckets.get(args.bucket), args.members, retain));
    }
    for (const { name, args, retain } of iam.bucketMembers) {
      new BucketIAMMember(name, args, after(buckets.get(args.bucket), [args.member], retain));
    }
    return known;
  }

  /** The enabled service, to depend on. Throws if the project does not enable it. */
  service(api: string): Service {
    const service = this.services[api];
    if (service === undefined) throw new Error(`${api} is not among the services of this project`);
    return service;
  }
}
