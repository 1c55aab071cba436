/** Modules of the gcp package, or members of them, whose service has another name than the module. */
const SERVICES: Readonly<Record<string, string>> = {
  cloudbuildv2: "cloudbuild",
  cloudrunv2: "run",
  organizations: "cloudresourcemanager",
  projects: "cloudresourcemanager",
  "projects/iAMCustomRole": "iam",
  "projects/service": "serviceusage",
  "projects/serviceIdentity": "serviceusage",
  resourcemanager: "cloudresourcemanager",
  serviceaccount: "iam",
};

/** The Google service that a resource type belongs to, such as `iam.googleapis.com`. */
export function serviceOf(type: string): string {
  const [packageName = "", member = ""] = type.split(":");
  const [module = ""] = member.split("/");
  if (packageName === "googleworkspace") return "admin.googleapis.com";
  return `${SERVICES[member] ?? SERVICES[module] ?? module}.googleapis.com`;
}
