/** The kinds of resources that roles are bound on. */
export type ResourceKind = "project" | "service account" | "repository" | "bucket" | "service" | "role";

/** A role that one member holds on one resource, as the program binds it. */
export interface Grant {
  /** The id of the resource's Google Cloud project. */
  readonly project: string;
  readonly kind: ResourceKind;
  /** What people call the resource: its id, address or e-mail address, without the kind. */
  readonly resource: string;
  /** The full role name, such as `roles/viewer`. */
  readonly role: string;
  /** In IAM's notation, such as `group:x@kubernetes.io` or `allUsers`. */
  readonly member: string;
}

/** The IAM member for public access. */
export const EVERYBODY = "allUsers";

/**
 * Returns the address in an IAM member, the part after the kind, in lower case. Returns `allUsers` and
 * `principalSet://…` unchanged, which contain no address.
 */
export function addressOf(member: string): string {
  if (/^principal(Set)?:\/\//.test(member)) return member;
  return member.includes(":") ? member.slice(member.indexOf(":") + 1).toLowerCase() : member;
}
