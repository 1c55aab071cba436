import type { GoogleCloud } from "../cloud.ts";

/**
 * The predefined roles that localcloud knows: those in facts §1.1 and the architecture ("Access"), and those of service
 * agents. Which role fits which kind of resource is not modeled. All of them are in
 * https://cloud.google.com/iam/docs/roles-permissions.
 */
const known: ReadonlySet<string> = new Set([
  "roles/artifactregistry.admin",
  "roles/artifactregistry.reader",
  "roles/artifactregistry.repoAdmin",
  "roles/artifactregistry.serviceAgent",
  "roles/artifactregistry.writer",
  "roles/bigquery.dataEditor",
  "roles/bigquery.dataViewer",
  "roles/browser",
  "roles/cloudbuild.builds.builder",
  "roles/cloudbuild.builds.editor",
  "roles/cloudbuild.builds.viewer",
  "roles/cloudbuild.connectionAdmin",
  "roles/cloudbuild.serviceAgent",
  "roles/cloudkms.admin",
  "roles/cloudkms.cryptoKeyDecrypter",
  "roles/cloudkms.cryptoKeyEncrypter",
  "roles/cloudscheduler.serviceAgent",
  "roles/compute.instanceAdmin.v1",
  "roles/containeranalysis.ServiceAgent",
  "roles/containeranalysis.occurrences.viewer",
  "roles/containerregistry.ServiceAgent",
  "roles/editor",
  "roles/errorreporting.user",
  "roles/iam.serviceAccountTokenCreator",
  "roles/iam.serviceAccountUser",
  "roles/iam.workloadIdentityUser",
  "roles/logging.logWriter",
  "roles/logging.viewer",
  "roles/monitoring.viewer",
  "roles/owner",
  "roles/pubsub.serviceAgent",
  "roles/run.admin",
  "roles/run.invoker",
  "roles/run.serviceAgent",
  "roles/secretmanager.secretAccessor",
  "roles/serviceusage.serviceUsageConsumer",
  "roles/storage.admin",
  "roles/storage.legacyBucketOwner",
  "roles/storage.legacyBucketReader",
  "roles/storage.legacyBucketWriter",
  "roles/storage.legacyObjectOwner",
  "roles/storage.legacyObjectReader",
  "roles/storage.objectAdmin",
  "roles/storage.objectCreator",
  "roles/storage.objectUser",
  "roles/storage.objectViewer",
  "roles/viewer",
]);

/** IAM's error for this role; undefined when it would accept it. */
export function roleFault(cloud: GoogleCloud, role: string): string | undefined {
  if (known.has(role)) return undefined;
  if (/^projects\/[^/]+\/roles\/[^/]+$/.test(role)) {
    const exists = cloud.store.read(`iam.googleapis.com/${role}`) !== undefined;
    return exists ? undefined : `Role (${role}) does not exist in the resource's hierarchy.`;
  }
  if (role.startsWith("organizations/"))
    return `localcloud does not model custom roles of organizations: ${role}`;
  if (!role.startsWith("roles/")) return `Role name must be in the format roles/{role}: "${role}"`;
  return `Role ${role} is not supported for this resource.`;
}
