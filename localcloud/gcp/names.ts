/**
 * The full names of cloud objects in the store: Google's full resource names without the leading slashes
 * (https://cloud.google.com/iam/docs/full-resource-names).
 */

export function projectName(projectId: string): string {
  return `cloudresourcemanager.googleapis.com/projects/${projectId}`;
}

/** Not an object of Google's: it maps a project number to its project. */
export function projectNumberName(number: string): string {
  return `cloudresourcemanager.googleapis.com/projectNumbers/${number}`;
}

export function lienName(projectId: string, name: string): string {
  return `${liensOf(projectId)}/${name}`;
}

export function liensOf(projectId: string): string {
  return `${projectName(projectId)}/liens`;
}

export function serviceName(projectId: string, service: string): string {
  return `serviceusage.googleapis.com/projects/${projectId}/services/${service}`;
}

/** Buckets of all projects share one namespace. */
export const buckets = "storage.googleapis.com/projects/_/buckets";

export function bucketName(bucket: string): string {
  return `${buckets}/${bucket}`;
}

/** @param repository `projects/<p>/locations/<l>/repositories/<r>` */
export function repositoryName(repository: string): string {
  return `artifactregistry.googleapis.com/${repository}`;
}

/** @param service `projects/<p>/locations/<l>/services/<s>` */
export function runServiceName(service: string): string {
  return `run.googleapis.com/${service}`;
}

export function serviceAccountName(projectId: string, email: string): string {
  return `iam.googleapis.com/projects/${projectId}/serviceAccounts/${email.toLowerCase()}`;
}

/** @param secret `projects/<p>/secrets/<s>` */
export function secretName(secret: string): string {
  return `secretmanager.googleapis.com/${secret}`;
}

/** A Google Group that this program created. */
export function groupName(email: string): string {
  return `admin.googleapis.com/groups/${email.toLowerCase()}`;
}

/** The IAM policy of an object. */
export function policyName(cloudName: string): string {
  return `${cloudName}/iamPolicy`;
}

/** The services whose objects are stored below `projects/<id>` and are deleted with the project. */
export function namesBelowProject(projectId: string): string[] {
  return [
    ...[
      "artifactregistry",
      "bigquery",
      "certificatemanager",
      "cloudbuild",
      "cloudscheduler",
      "compute",
      "iam",
      "logging",
      "monitoring",
    ],
    ...["run", "serviceusage"],
  ].map((service) => `${service}.googleapis.com/projects/${projectId}`);
}
