import * as pulumi from "@pulumi/pulumi";
import { Repository } from "@pulumi/gcp/artifactregistry/repository.js";
import { RepositoryIamBinding } from "@pulumi/gcp/artifactregistry/repositoryIamBinding.js";
import { Project } from "@pulumi/gcp/organizations/project.js";
import { IAMAuditConfig } from "@pulumi/gcp/projects/iamauditConfig.js";
import { IAMBinding as ProjectIamBinding } from "@pulumi/gcp/projects/iambinding.js";
import { Service } from "@pulumi/gcp/projects/service.js";
import { Lien } from "@pulumi/gcp/resourcemanager/lien.js";
import { Account } from "@pulumi/gcp/serviceaccount/account.js";
import { IAMBinding as AccountIamBinding } from "@pulumi/gcp/serviceaccount/iambinding.js";
import { Bucket } from "@pulumi/gcp/storage/bucket.js";
import { BucketIAMBinding } from "@pulumi/gcp/storage/bucketIAMBinding.js";
import { BucketIAMMember } from "@pulumi/gcp/storage/bucketIAMMember.js";
import type { ProductionRegistry as ProductionRegistryRecord } from "../../inventory/registry/production/types.ts";
import { ARTIFACT_REGISTRY_API, IAM_API, STORAGE_API } from "../staging-project/describe.ts";
import { PRODUCTION_REGISTRY } from "../tokens.ts";
import {
  describeProductionRegistry,
  type ProductionRegistryDescription,
  type ProductionRegistrySettings,
} from "./describe.ts";

export interface ProductionRegistryArgs {
  readonly registry: ProductionRegistryRecord;
  readonly settings: ProductionRegistrySettings;
}

/**
 * A registry that images are promoted into: its project, a repository in every location, the accounts that promote, and
 * its public buckets. Everybody can read; only promoters, writer groups and artifact admins can write.
 *
 * Pulumi never deletes any of it: all resources are `retainOnDelete`. The project has a lien and is protected. Whatever
 * holds data is protected, by Pulumi and by the provider, until the record says `state: retired`.
 *
 * @example new ProductionRegistry("k8s-artifacts-prod", { registry: record, settings }, { providers: [gcp] });
 */
export class ProductionRegistry extends pulumi.ComponentResource {
  /** The addresses to pull images from, one per location. */
  readonly addresses: readonly string[];
  private readonly services: ReadonlyMap<string, Service>;

  constructor(name: string, args: ProductionRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super(PRODUCTION_REGISTRY, name, {}, opts);
    const described = describeProductionRegistry(args.registry, args.settings);
    const retained = { parent: this, retainOnDelete: true };

    const project = new Project(described.project.name, described.project.args, {
      ...retained,
      protect: true,
    });
    const parent = pulumi.interpolate`projects/${project.number}`;
    new Lien(described.lien.name, { ...described.lien.args, parent }, { ...retained, protect: true });
    this.services = new Map(
      described.services.map(({ name: service, args: api }) => [
        api.service,
        new Service(service, api, { ...retained, dependsOn: project }),
      ]),
    );
    this.makeRepositories(described);
    this.letIn(described, project);
    this.makeBuckets(described);
    this.addresses = described.locations.map(({ address }) => address);
    this.registerOutputs({ addresses: this.addresses });
  }

  private makeRepositories({ locations }: ProductionRegistryDescription): void {
    const retained = { parent: this, retainOnDelete: true };
    const dependsOn = this.service(ARTIFACT_REGISTRY_API);
    for (const { name, args, protect, readers } of locations) {
      const repository = new Repository(name, args, { ...retained, protect, dependsOn });
      new RepositoryIamBinding(readers.name, readers.args, { ...retained, dependsOn: repository });
    }
  }

  /** Creates the service accounts, their users and the role bindings in the project, which depend on the accounts. */
  private letIn({ iam }: ProductionRegistryDescription, project: Project): void {
    const retained = { parent: this, retainOnDelete: true };
    const accounts = new Map(
      iam.accounts.map(({ name, args, member, users }) => {
        const account = new Account(name, args, {
          ...retained,
          protect: true,
          dependsOn: this.service(IAM_API),
        });
        new AccountIamBinding(users.name, users.args, { ...retained, dependsOn: account });
        return [member, account];
      }),
    );
    for (const { name, args } of iam.projectBindings) {
      const members = args.members.flatMap((member) => accounts.get(member) ?? []);
      new ProjectIamBinding(name, args, { ...retained, dependsOn: [project, ...members] });
    }
    new IAMAuditConfig(iam.auditConfig.name, iam.auditConfig.args, { ...retained, dependsOn: project });
  }

  private makeBuckets({ buckets, iam }: ProductionRegistryDescription): void {
    const retained = { parent: this, retainOnDelete: true };
    const made = new Map(
      buckets.map(({ name, args: { retentionPolicy, logging, ...args }, protect }) => [
        args.name,
        new Bucket(
          name,
          { ...args, ...(retentionPolicy && { retentionPolicy }), ...(logging && { logging }) },
          { ...retained, protect, dependsOn: this.service(STORAGE_API) },
        ),
      ]),
    );
    const ofBucket = (bucket: string) => ({ ...retained, dependsOn: made.get(bucket) ?? [] });
    for (const { name, args } of iam.bucketBindings) new BucketIAMBinding(name, args, ofBucket(args.bucket));
    for (const { name, args } of iam.bucketMembers) new BucketIAMMember(name, args, ofBucket(args.bucket));
  }

  /** The enabled service, to depend on. Throws if the project does not enable it. */
  private service(api: string): Service {
    const service = this.services.get(api);
    if (service === undefined) throw new Error(`${api} is not among the services of this project`);
    return service;
  }
}
