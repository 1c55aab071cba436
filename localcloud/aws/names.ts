import { createHash } from "node:crypto";

/** The names of AWS's objects in the store: the service, then whatever identifies the object. */

/** Buckets of all accounts share one namespace. */
export function bucketObject(bucket: string): string {
  return `s3.amazonaws.com/buckets/${bucket}`;
}

export function regionObject(account: string, region: string): string {
  return `account.amazonaws.com/${account}/regions/${region}`;
}

export function roleObject(account: string, role: string): string {
  return `iam.amazonaws.com/${account}/roles/${role}`;
}

export function rolePolicyObject(account: string, role: string, policy: string): string {
  return `${roleObject(account, role)}/policies/${policy}`;
}

/** @param issuer The URL without `https://`. */
export function oidcProviderObject(account: string, issuer: string): string {
  return `iam.amazonaws.com/${account}/oidc-providers/${issuer}`;
}

export function cloudfrontObjects(
  account: string,
  kind: "distributions" | "functions" | "cachePolicies",
): string {
  return `cloudfront.amazonaws.com/${account}/${kind}`;
}

export function certificatesOf(account: string, region: string): string {
  return `acm.amazonaws.com/${account}/${region}/certificates`;
}

export function certificateObject(account: string, region: string, id: string): string {
  return `${certificatesOf(account, region)}/${id}`;
}

/**
 * Derives an identifier that AWS would generate from what it names, so that a rehearsal is reproducible. Lower-case
 * hex.
 */
export function madeUp(...parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** Like {@link madeUp}, in the form of a UUID. */
export function madeUpUuid(...parts: readonly string[]): string {
  const [, ...groups] = /^(.{8})(.{4})(.{4})(.{4})(.{12})/.exec(madeUp(...parts)) ?? [];
  return groups.join("-");
}
