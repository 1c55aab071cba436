import * as pulumi from "@pulumi/pulumi";
import { Repository } from "@pulumi/gcp/artifactregistry/repository.js";
import { RepositoryIamBinding } from "@pulumi/gcp/artifactregistry/repositoryIamBinding.js";
import type { StagingProject as StagingProjectRecord } from "../../inventory/projects/types.ts";
import { ARTIFACT_REGISTRY_API } from "../staging-project/describe.ts";
import type { StagingProject } from "../staging-project/index.ts";
import { STAGING_REPOSITORY } from "../tokens.ts";
import { describeStagingRepository } from "./describe.ts";

export interface StagingRepositoryArgs {
  readonly project: StagingProjectRecord;
  /** The project of the repositories, which depend on its Artifact Registry API. */
  readonly in: StagingProject;
}

/**
 * The image repositories of a staging project: `images`, and `gcr.io` for the addresses of the former Container
 * Registry. Everybody can read them, the project's group and build account can write to them, and the record's
 * retention cleans them up.
 *
 * Like the project, repositories are retained on delete, and protected until the record says `state: retired`.
 *
 * @example new StagingRepository("k8s-staging-kind", { project: record, in: stagingProject }, { providers: [gcp] });
 */
export class StagingRepository extends pulumi.ComponentResource {
  /** The addresses to push images to and pull them from. */
  readonly addresses: readonly string[];

  constructor(name: string, args: StagingRepositoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super(STAGING_REPOSITORY, name, {}, opts);
    const { protect, repositories } = describeStagingRepository(args.project);
    const retained = { parent: this, retainOnDelete: true };

    for (const described of repositories) {
      const dependsOn = args.in.service(ARTIFACT_REGISTRY_API);
      const repository = new Repository(described.name, described.args, { ...retained, protect, dependsOn });
      for (const binding of described.bindings) {
        const members = binding.args.members.flatMap((member) => args.in.principals.get(member) ?? []);
        new RepositoryIamBinding(binding.name, binding.args, {
          parent: this,
          retainOnDelete: binding.retain,
          dependsOn: [repository, ...members],
        });
      }
    }
    this.addresses = repositories.map(({ address }) => address);
    this.registerOutputs({ addresses: this.addresses });
  }
}
