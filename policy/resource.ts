/**
 * Stands for a value that only the cloud can know, such as a project's number. No rule judges it: at `up`, when it is
 * known, the pack judges the resource again before it is made.
 */
export const UNKNOWN = "[unknown]";

/** A resource as rules see it, whether the plan or the engine shows it to them: its inputs, never its outputs. */
export interface PolicyResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** What is not known yet is `UNKNOWN`, at any depth. */
  readonly props: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
}

/** A property that is text; undefined when it is absent, unknown or something else. */
export function text(resource: PolicyResource, ...path: readonly string[]): string | undefined {
  const value = at(resource.props, path);
  return typeof value === "string" && value !== UNKNOWN ? value : undefined;
}

/** The items of a property that is a list, without those that are unknown; none when it is absent or unknown. */
export function items(resource: PolicyResource, ...path: readonly string[]): readonly unknown[] {
  const value = at(resource.props, path);
  return Array.isArray(value) ? value.filter((item) => item !== UNKNOWN) : [];
}

/** The value below `value` at the end of `path`: `UNKNOWN` below what is unknown, undefined where nothing is. */
export function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((part, key) => {
    if (part === UNKNOWN) return UNKNOWN;
    return typeof part === "object" && part !== null ? (part as Record<string, unknown>)[key] : undefined;
  }, value);
}

/** The project that a resource is in, by id: its own property, with or without the prefix `projects/`. */
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
/** An S3 bucket; the provider has had two types for it. */
export const S3_BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
