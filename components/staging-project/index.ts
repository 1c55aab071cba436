import * as pulumi from "@pulumi/pulumi";
import { Project } from "@pulumi/gcp/organizations/project.js";
import { Service } from "@pulumi/gcp/projects/service.js";
import { Lien } from "@pulumi/gcp/resourcemanager/lien.js";
import { Bucket } from "@pulumi/gcp/storage/bucket.js";
import type { StagingProject as StagingProjectRecord } from "../../inventory/types.ts";
import { STAGING_PROJECT } from "../tokens.ts";
import { STORAGE_API, describeStagingProject, type StagingProjectSettings } from "./describe.ts";

export interface StagingProjectArgs {
  readonly project: StagingProjectRecord;
  readonly settings: StagingProjectSettings;
}

/**
 * A Google Cloud project that a subproject publishes images through: the project with its lien, the enabled services
 * and its two buckets. Its repositories are a `StagingRepository`.
 *
 * Nothing of it is ever deleted by Pulumi: all of it is `retainOnDelete`, and what holds data is protected until the
 * record says `state: retired`.
 *
 * @example new StagingProject("k8s-staging-kind", { project: record, settings }, { providers: [gcp] });
 */
export class StagingProject extends pulumi.ComponentResource {
  readonly projectId: pulumi.Output<string>;
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
    for (const bucket of described.buckets) {
      new Bucket(bucket.name, bucket.args, { ...dataHolding, dependsOn: this.service(STORAGE_API) });
    }
    this.projectId = project.projectId;
    this.registerOutputs({ projectId: this.projectId });
  }

  /** The enabled service, to depend on. Throws when the project does not enable it. */
  service(api: string): Service {
    const service = this.services[api];
    if (service === undefined) throw new Error(`${api} is not among the services of this project`);
    return service;
  }
}
