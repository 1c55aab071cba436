import type { ResourceType } from "../provider/resourceType.ts";
import { artifactregistryRepository } from "./artifactregistryRepository.ts";
import {
  artifactregistryRepositoryIamBinding,
  artifactregistryRepositoryIamMember,
} from "./artifactregistryRepositoryIam.ts";
import type { GoogleCloud } from "./cloud.ts";
import { cloudrunv2Service } from "./cloudrunv2Service.ts";
import { cloudrunv2ServiceIamBinding, cloudrunv2ServiceIamMember } from "./cloudrunv2ServiceIam.ts";
import { organizationsProject } from "./organizationsProject.ts";
import { projectsIamBinding, projectsIamMember } from "./projectsIam.ts";
import { projectsService } from "./projectsService.ts";
import { resourcemanagerLien } from "./resourcemanagerLien.ts";
import { serviceaccountAccount } from "./serviceaccountAccount.ts";
import { serviceaccountIamBinding, serviceaccountIamMember } from "./serviceaccountIam.ts";
import { storageBucket } from "./storageBucket.ts";
import { storageBucketIamBinding, storageBucketIamMember } from "./storageBucketIam.ts";

/** Every resource type of the package `gcp` that localcloud models. */
export const resourceTypes: readonly ResourceType<GoogleCloud>[] = [
  artifactregistryRepository,
  artifactregistryRepositoryIamBinding,
  artifactregistryRepositoryIamMember,
  cloudrunv2Service,
  cloudrunv2ServiceIamBinding,
  cloudrunv2ServiceIamMember,
  organizationsProject,
  projectsIamBinding,
  projectsIamMember,
  projectsService,
  resourcemanagerLien,
  serviceaccountAccount,
  serviceaccountIamBinding,
  serviceaccountIamMember,
  storageBucket,
  storageBucketIamBinding,
  storageBucketIamMember,
];
