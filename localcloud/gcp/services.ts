/**
 * The services that projects.Service can enable here, with their titles in the API Library
 * (https://console.cloud.google.com/apis/library).
 *
 * The first group is what every staging project gets and what was switched off (facts §1.1, "Enabled APIs"), the second
 * what individual projects or the other components need (facts §1.1, "Special cases", §4, §5, §6 and §8).
 */
export const serviceTitles: ReadonlyMap<string, string> = new Map([
  ["artifactregistry.googleapis.com", "Artifact Registry API"],
  ["cloudasset.googleapis.com", "Cloud Asset API"],
  ["cloudbuild.googleapis.com", "Cloud Build API"],
  ["cloudkms.googleapis.com", "Cloud Key Management Service (KMS) API"],
  ["containeranalysis.googleapis.com", "Container Analysis API"],
  ["containerregistry.googleapis.com", "Container Registry API"],
  ["containerscanning.googleapis.com", "Container Scanning API"],
  ["iam.googleapis.com", "Identity and Access Management (IAM) API"],
  ["iamcredentials.googleapis.com", "IAM Service Account Credentials API"],
  ["logging.googleapis.com", "Cloud Logging API"],
  ["policytroubleshooter.googleapis.com", "Policy Troubleshooter API"],
  ["pubsub.googleapis.com", "Cloud Pub/Sub API"],
  ["secretmanager.googleapis.com", "Secret Manager API"],
  ["storage-api.googleapis.com", "Google Cloud Storage JSON API"],
  ["storage-component.googleapis.com", "Cloud Storage"],

  ["bigquery.googleapis.com", "BigQuery API"],
  ["certificatemanager.googleapis.com", "Certificate Manager API"],
  ["cloudresourcemanager.googleapis.com", "Cloud Resource Manager API"],
  ["cloudscheduler.googleapis.com", "Cloud Scheduler API"],
  ["compute.googleapis.com", "Compute Engine API"],
  ["container.googleapis.com", "Kubernetes Engine API"],
  ["dns.googleapis.com", "Cloud DNS API"],
  ["monitoring.googleapis.com", "Cloud Monitoring API"],
  ["oslogin.googleapis.com", "Cloud OS Login API"],
  ["run.googleapis.com", "Cloud Run Admin API"],
  ["serviceusage.googleapis.com", "Service Usage API"],
  ["storage.googleapis.com", "Cloud Storage API"],
  ["sts.googleapis.com", "Security Token Service API"],
]);

/**
 * Services that require a billing account (https://cloud.google.com/service-usage/docs/enable-disable#billing; not
 * complete).
 */
export const billedServices: ReadonlySet<string> = new Set([
  "artifactregistry.googleapis.com",
  "cloudbuild.googleapis.com",
  "cloudkms.googleapis.com",
  "compute.googleapis.com",
  "container.googleapis.com",
  "containerregistry.googleapis.com",
  "containerscanning.googleapis.com",
  "run.googleapis.com",
  "secretmanager.googleapis.com",
]);
