import { UNKNOWN, items, text, type PolicyResource } from "./resource.ts";

/** One role that an IAM resource grants on one target. */
export interface Grant {
  readonly role: string;
  /** In IAM syntax, such as `group:k8s-infra-staging-kind@kubernetes.io`. Leaves out members that are not known yet. */
  readonly members: readonly string[];
  /** Whether members that are not listed lose the role. */
  readonly authoritative: boolean;
  /** The target of the grant: the same string for the same target, no matter how resources refer to it. */
  readonly target: string;
  /** The kind of the target, as in the type token: `artifactregistry/repository`. */
  readonly targetKind: string;
}

/** Matches types such as `gcp:artifactregistry/repositoryIamBinding:RepositoryIamBinding`, of every service. */
const IAM_TYPE = /^gcp:([a-z0-9]+)\/(\w*?)iam(Binding|Member|Policy):\w+$/i;

/** Whether a type grants roles: a binding, a member or a whole policy of any Google Cloud service. */
export function isIam(type: string): boolean {
  return IAM_TYPE.test(type);
}

/** Whether a type sets the whole IAM policy of its target. */
export function isWholePolicy(type: string): boolean {
  return IAM_TYPE.exec(type)?.[3]?.toLowerCase() === "policy";
}

/** The grant of an IAM resource; undefined for a whole policy, and if the role is not known yet. */
export function grantOf(resource: PolicyResource): Grant | undefined {
  const [, service = "", kind = "", form = ""] = IAM_TYPE.exec(resource.type) ?? [];
  const role = text(resource, "role");
  if (role === undefined || !/^(binding|member)$/i.test(form)) return undefined;
  const authoritative = form.toLowerCase() === "binding";
  const named = authoritative ? items(resource, "members") : [text(resource, "member")];
  const targetKind = kind === "" ? service : `${service}/${kind}`;
  return {
    role,
    members: named.filter((member) => typeof member === "string"),
    authoritative,
    target: `${targetKind} ${targetName(resource)}`,
    targetKind,
  };
}

/**
 * The properties that identify the target, in a fixed order. Names may be full or short (facts/gcp-provider.md), so
 * only their last segments count.
 */
function targetName({ props }: PolicyResource): string {
  const others = new Set(["role", "member", "members", "condition", "etag", "__defaults"]);
  return Object.keys(props)
    .filter((key) => !others.has(key) && props[key] !== UNKNOWN)
    .sort()
    .map((key) => String(props[key]).split("/").at(-1))
    .join("/");
}

/** Whether a member is a machine: a service account, or a workload with a federated identity. */
export function isMachine(member: string): boolean {
  return /^(serviceAccount:|principal:\/\/|principalSet:\/\/)/.test(member);
}
