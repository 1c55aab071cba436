/**
 * Stands for a value that only the cloud knows, such as a project number. No rule checks it: during `up`, when it is
 * known, the pack validates the resource again before it is created.
 */
export const UNKNOWN = "[unknown]";

/** A resource as rules see it, both in `infra plan` and in the engine: its inputs, never its outputs. */
export interface PolicyResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Values not known yet are `UNKNOWN`, at any depth. */
  readonly props: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
}

/** A string property; undefined if it is missing, unknown or of another type. */
export function text(resource: PolicyResource, ...path: readonly string[]): string | undefined {
  const value = at(resource.props, path);
  return typeof value === "string" && value !== UNKNOWN ? value : undefined;
}

/** The known items of a list property; empty if it is missing or unknown. */
export function items(resource: PolicyResource, ...path: readonly string[]): readonly unknown[] {
  const value = at(resource.props, path);
  return Array.isArray(value) ? value.filter((item) => item !== UNKNOWN) : [];
}

/** The value at `path` in `value`: `UNKNOWN` below an unknown value, undefined if there is none. */
export function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((part, key) => {
    if (part === UNKNOWN) return UNKNOWN;
    return typeof part === "object" && part !== null ? (part as Record<string, unknown>)[key] : undefined;
  }, value);
}

/** The id of the project that a resource is in, without the prefix `projects/`; undefined if not known. */
export function projectOf(resource: PolicyResource): string | undefined {
  const id = resource.type === PROJECT ? text(resource, "projectId") : text(resource, "project");
  return id?.replace(/^projects\//, "");
}

export const PROJECT = "gcp:organizations/project:Project";
export const LIEN = "gcp:resourcemanager/lien:Lien";
export const SERVICE = "gcp:projects/service:Service";
export const BUCKET = "gcp:storage/bucket:Bucket";
export const REPOSITORY = "gcp:artifactregistry/repository:Repository";
export const SERVICE_ACCOUNT = "gcp:serviceaccount/account:Account";
export const TRIGGER = "gcp:cloudbuild/trigger:Trigger";
export const LINKED_REPOSITORY = "gcp:cloudbuildv2/repository:Repository";
export const CLOUD_RUN_SERVICE = "gcp:cloudrunv2/service:Service";
export const CLOUD_RUN_JOB = "gcp:cloudrunv2/job:Job";
export const GROUP = "googleworkspace:index/group:Group";
export const GROUP_SETTINGS = "googleworkspace:index/groupSettings:GroupSettings";
export const GROUP_MEMBERS = "googleworkspace:index/groupMembers:GroupMembers";
export const GROUP_MEMBER = "googleworkspace:index/groupMember:GroupMember";
/** S3 buckets, for which the provider has had two types. */
export const S3_BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
