import { UNKNOWN, items, text, type PolicyResource } from "./resource.ts";

/** One role that an IAM resource grants on one target. */
export interface Grant {
  readonly role: string;
  /** As IAM writes them, such as `group:k8s-infra-staging-kind@kubernetes.io`; those that are not known yet are left out. */
  readonly members: readonly string[];
  /** Whether whoever is not named loses the role. */
  readonly authoritative: boolean;
  /** What the role is granted on: the same text for the same thing, however the resources name it. */
  readonly target: string;
  /** The kind of that thing, as the type token calls it: `artifactregistry/repository`. */
  readonly targetKind: string;
}

/** `gcp:artifactregistry/repositoryIamBinding:RepositoryIamBinding` and its like of every service. */
const IAM_TYPE = /^gcp:([a-z0-9]+)\/(\w*?)iam(Binding|Member|Policy):\w+$/i;

/** Whether a type grants roles: a binding, a member or a whole policy of any Google Cloud service. */
export function isIam(type: string): boolean {
  return IAM_TYPE.test(type);
}

/** Whether a type sets everything that is granted on its target at once. */
export function isWholePolicy(type: string): boolean {
  return IAM_TYPE.exec(type)?.[3]?.toLowerCase() === "policy";
}

/** What an IAM resource grants; undefined for a whole policy, and while its role is not known. */
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
 * The properties that say what the role is on, in one order. Names may be given in full or in short
 * (facts/gcp-provider.md), so only their last parts count.
 */
function targetName({ props }: PolicyResource): string {
  const others = new Set(["role", "member", "members", "condition", "etag", "__defaults"]);
  return Object.keys(props)
    .filter((key) => !others.has(key) && props[key] !== UNKNOWN)
    .sort()
    .map((key) => String(props[key]).split("/").at(-1))
    .join("/");
}

/** Whether a member is a machine: a service account, or a workload that is known by its federation. */
export function isMachine(member: string): boolean {
  return /^(serviceAccount:|principal:\/\/|principalSet:\/\/)/.test(member);
}
