import type { Grant } from "./grant.ts";

/** One role on one resource, before the resource's project is known. */
export interface Bound extends Pick<Grant, "kind" | "resource" | "role"> {
  readonly members: readonly string[];
}

/** What all kinds of bindings have in common: a role, and its members or the one member of an additive grant. */
type Whom =
  | { readonly role: string; readonly members: readonly string[] }
  | { readonly role: string; readonly member: string };

export function onProject(args: { readonly project: string } & Whom): Bound {
  return { kind: "project", resource: args.project, role: args.role, members: membersOf(args) };
}

export function onBucket(args: { readonly bucket: string } & Whom): Bound {
  return { kind: "bucket", resource: args.bucket, role: args.role, members: membersOf(args) };
}

/** Keeps only the e-mail address from the full name of the service account. */
export function onServiceAccount(args: { readonly serviceAccountId: string } & Whom): Bound {
  const resource = args.serviceAccountId.slice(args.serviceAccountId.lastIndexOf("/") + 1);
  return { kind: "service account", resource, role: args.role, members: membersOf(args) };
}

export function onRepository(address: string, args: Whom): Bound {
  return { kind: "repository", resource: address, role: args.role, members: membersOf(args) };
}

function membersOf(whom: Whom): readonly string[] {
  return "member" in whom ? [whom.member] : whom.members;
}
