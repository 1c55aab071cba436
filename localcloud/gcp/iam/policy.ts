import { createHash } from "node:crypto";
import type { GoogleCloud } from "../cloud.ts";
import { policyName } from "../names.ts";
import type { Properties } from "../../store/objectFile.ts";

/** https://cloud.google.com/iam/docs/conditions-overview; part of a binding's identity. */
export interface Condition {
  readonly title: string;
  readonly expression: string;
  readonly description?: string;
}

/** One role, its members and an optional condition. */
export interface Binding {
  readonly role: string;
  readonly members: readonly string[];
  readonly condition?: Condition;
}

/** The policy of an object, which has at most one. Members keep their case but are compared case-insensitively. */
export interface Policy {
  readonly bindings: readonly Binding[];
  /** Derived from the bindings, so that setting a policy to its current value keeps the etag. */
  readonly etag: string;
}

/** The policy of an object; empty when it was never set. */
export function readPolicy(cloud: GoogleCloud, cloudName: string): Policy {
  return toPolicy(cloud.store.read(policyName(cloudName)));
}

/** Replaces the members of a role; an empty list removes the binding. */
export function setBinding(cloud: GoogleCloud, cloudName: string, binding: Binding): Policy {
  return change(cloud, cloudName, (bindings) => [
    ...bindings.filter((other) => !sameKey(other, binding)),
    binding,
  ]);
}

/** Adds one member to a role. */
export function addMember(cloud: GoogleCloud, cloudName: string, binding: Binding): Policy {
  return change(cloud, cloudName, (bindings) => {
    const before = bindings.find((other) => sameKey(other, binding));
    const members = [...(before?.members ?? []), ...binding.members];
    return [...bindings.filter((other) => other !== before), { ...binding, members }];
  });
}

/** Removes one member from a role. */
export function removeMember(cloud: GoogleCloud, cloudName: string, binding: Binding): Policy {
  const [leaving] = binding.members.map((member) => member.toLowerCase());
  return change(cloud, cloudName, (bindings) =>
    bindings.map((other) =>
      sameKey(other, binding)
        ? { ...other, members: other.members.filter((member) => member.toLowerCase() !== leaving) }
        : other,
    ),
  );
}

/** The binding with the same role and condition. */
export function findBinding(policy: Policy, key: Pick<Binding, "role" | "condition">): Binding | undefined {
  return policy.bindings.find((binding) => sameKey(binding, key));
}

function change(
  cloud: GoogleCloud,
  cloudName: string,
  edit: (bindings: readonly Binding[]) => readonly Binding[],
): Policy {
  const stored = cloud.store.modify(policyName(cloudName), (current) => {
    const bindings = edit(toPolicy(current).bindings)
      .map((binding) => ({ ...binding, members: distinct(binding.members) }))
      .filter((binding) => binding.members.length > 0)
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    return { bindings };
  });
  return toPolicy(stored);
}

function toPolicy(properties: Properties | undefined): Policy {
  const bindings = (properties?.bindings ?? []) as readonly Binding[];
  // Stored files have sorted keys, new bindings do not, so the digest covers only values in a fixed order.
  const content = bindings.map((binding) => [keyOf(binding), binding.members]);
  const digest = createHash("sha256").update(JSON.stringify(content)).digest("base64");
  // Google's etags are 8 bytes in base64.
  return { bindings, etag: `${digest.slice(0, 11)}=` };
}

function distinct(members: readonly string[]): string[] {
  return [...new Map(members.map((member) => [member.toLowerCase(), member])).values()].sort();
}

function sameKey(a: Pick<Binding, "role" | "condition">, b: Pick<Binding, "role" | "condition">): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf({ role, condition }: Pick<Binding, "role" | "condition">): string {
  return JSON.stringify([role, condition?.title, condition?.description || undefined, condition?.expression]);
}
