import type { ResourceType } from "../provider/resourceType.ts";
import { artifactregistryRepository } from "./artifactregistryRepository.ts";
import { artifactregistryRepositoryIam } from "./artifactregistryRepositoryIam.ts";
import { bigqueryDataset } from "./bigqueryDataset.ts";
import { bigqueryDatasetIam } from "./bigqueryDatasetIam.ts";
import { certificatemanagerCertificate } from "./certificatemanagerCertificate.ts";
import { certificatemanagerCertificateMap } from "./certificatemanagerCertificateMap.ts";
import { certificatemanagerCertificateMapEntry } from "./certificatemanagerCertificateMapEntry.ts";
import { certificatemanagerDnsAuthorization } from "./certificatemanagerDnsAuthorization.ts";
import type { GoogleCloud } from "./cloud.ts";
import { cloudrunv2Service } from "./cloudrunv2Service.ts";
import { cloudrunv2ServiceIam } from "./cloudrunv2ServiceIam.ts";
import { cloudbuildTrigger } from "./cloudbuildTrigger.ts";
import { cloudbuildv2Connection } from "./cloudbuildv2Connection.ts";
import { cloudbuildv2Repository } from "./cloudbuildv2Repository.ts";
import { cloudschedulerJob } from "./cloudschedulerJob.ts";
import { computeBackendService } from "./computeBackendService.ts";
import { computeGlobalAddress } from "./computeGlobalAddress.ts";
import { computeGlobalForwardingRule } from "./computeGlobalForwardingRule.ts";
import { computeRegionNetworkEndpointGroup } from "./computeRegionNetworkEndpointGroup.ts";
import { computeSecurityPolicy } from "./computeSecurityPolicy.ts";
import { computeSslPolicy } from "./computeSslPolicy.ts";
import { computeTargetHttpProxy } from "./computeTargetHttpProxy.ts";
import { computeTargetHttpsProxy } from "./computeTargetHttpsProxy.ts";
import { computeUrlMap } from "./computeUrlMap.ts";
import { loggingProjectSink } from "./loggingProjectSink.ts";
import { monitoringAlertPolicy } from "./monitoringAlertPolicy.ts";
import { monitoringNotificationChannel } from "./monitoringNotificationChannel.ts";
import { monitoringUptimeCheckConfig } from "./monitoringUptimeCheckConfig.ts";
import { organizationsProject } from "./organizationsProject.ts";
import { projectsIam } from "./projectsIam.ts";
import { projectsIamAuditConfig } from "./projectsIamAuditConfig.ts";
import { projectsService } from "./projectsService.ts";
import { projectsIamCustomRole } from "./projectsIamCustomRole.ts";
import { projectsServiceIdentity } from "./projectsServiceIdentity.ts";
import { secretmanagerSecretIamMember } from "./secretmanagerSecretIam.ts";
import { resourcemanagerLien } from "./resourcemanagerLien.ts";
import { serviceaccountAccount } from "./serviceaccountAccount.ts";
import { serviceaccountIam } from "./serviceaccountIam.ts";
import { storageBucket } from "./storageBucket.ts";
import { storageBucketIam } from "./storageBucketIam.ts";

/** Every resource type of the package `gcp` that localcloud models. */
export const resourceTypes: readonly ResourceType<GoogleCloud>[] = [
  artifactregistryRepository,
  ...artifactregistryRepositoryIam,
  bigqueryDataset,
  ...bigqueryDatasetIam,
  certificatemanagerCertificate,
  certificatemanagerCertificateMap,
  certificatemanagerCertificateMapEntry,
  certificatemanagerDnsAuthorization,
  cloudrunv2Service,
  ...cloudrunv2ServiceIam,
  cloudbuildTrigger,
  cloudbuildv2Connection,
  cloudbuildv2Repository,
  cloudschedulerJob,
  computeBackendService,
  computeGlobalAddress,
  computeGlobalForwardingRule,
  computeRegionNetworkEndpointGroup,
  computeSecurityPolicy,
  computeSslPolicy,
  computeTargetHttpProxy,
  computeTargetHttpsProxy,
  computeUrlMap,
  loggingProjectSink,
  monitoringAlertPolicy,
  monitoringNotificationChannel,
  monitoringUptimeCheckConfig,
  organizationsProject,
  projectsIamAuditConfig,
  ...projectsIam,
  projectsIamCustomRole,
  projectsService,
  projectsServiceIdentity,
  resourcemanagerLien,
  secretmanagerSecretIamMember,
  serviceaccountAccount,
  ...serviceaccountIam,
  storageBucket,
  ...storageBucketIam,
];
