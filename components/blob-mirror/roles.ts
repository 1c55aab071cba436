import type { Described } from "../described.ts";
import { policyDocument, type Statement } from "./policies.ts";

export interface RoleArgs {
  readonly name: string;
  readonly description: string;
  readonly assumeRolePolicy: string;
}

export interface RolePolicyArgs {
  readonly role: string;
  readonly name: string;
  readonly policy: string;
}

/** An IAM role and all its permissions. */
export interface RoleDescription {
  readonly arn: string;
  readonly role: Described<RoleArgs>;
  readonly policy: Described<RolePolicyArgs>;
}

/** Describes a role with one inline policy. `name` is the prefix of logical names, `role` the name in IAM. */
export function describeRole(
  { name, account, role, description }: Readonly<Record<"name" | "account" | "role" | "description", string>>,
  trust: Statement,
  permissions: readonly Statement[],
): RoleDescription {
  const assumeRolePolicy = policyDocument(trust);
  return {
    arn: `arn:aws:iam::${account}:role/${role}`,
    role: { name: `${name}/${role}`, args: { name: role, description, assumeRolePolicy } },
    policy: {
      name: `${name}/${role}/policy`,
      args: { role, name: "permissions", policy: policyDocument(...permissions) },
    },
  };
}
