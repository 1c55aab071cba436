import type { Data } from "../../../inventory/data.ts";
import type { Group } from "../../../inventory/groups/types.ts";
import { nearest } from "../../../terminal/nearest.ts";
import { groupDomain } from "../../../inventory/projects/naming.ts";
import type { Position } from "../../../inventory/yaml/position.ts";
import { UserError } from "../../../terminal/userError.ts";
import { EVERYBODY, type Grant, type ResourceKind } from "../../review/access/grant.ts";
import type { AccessGraph, Access, Member, Membership } from "../../review/access/accessGraph.ts";
import { withoutDomain } from "../../review/access/wayWords.ts";

/** The answer of `infra groups show`. */
export interface ShowAnswer {
  readonly group: string;
  readonly description: string;
  readonly state: Group["state"];
  /** False for a group that only the naming rule creates, for a project that declares none. */
  readonly declared: boolean;
  /** The position of the group's declaration, or else of the project's. */
  readonly origin: Position;
  /** All members of the group, direct and indirect. */
  readonly members: readonly Member[];
  /** The group and the groups in it whose member lists are incomplete: only Google knows the rest. */
  readonly partial: readonly string[];
  /** The groups that this group is a member of. */
  readonly groups: readonly Membership[];
  readonly access: readonly Access[];
}

/** The answer of `infra groups who`. */
export interface WhoAnswer {
  readonly address: string;
  readonly groups: readonly Membership[];
  readonly access: readonly Access[];
  /** The roles of everybody, and so of the address; empty if `allUsers` was asked for. */
  readonly public: readonly PublicRole[];
  /** The number of groups whose member lists are incomplete: the address may be in them, too. */
  readonly partialGroups: number;
  /** For an unknown address, a similar known one, if any. */
  readonly meant: string | undefined;
}

/** A role that everybody has on resources of a kind. */
export interface PublicRole {
  readonly role: string;
  readonly kind: ResourceKind;
  readonly count: number;
}

/** Answers what is known about one group. Throws a `UserError` for an unknown group. */
export function showGroup({ groups }: Data, graph: AccessGraph, name: string): ShowAnswer {
  const email = groupAddress(name);
  const group = groups.find((candidate) => candidate.email === email);
  if (group === undefined) throw unknownGroup(name, groups);
  const members = graph.members(email);
  const inside = new Set([email, ...members.filter((member) => member.group).map(({ address }) => address)]);
  return {
    group: email,
    description: group.description,
    state: group.state,
    declared: Object.keys(group.declared).length > 0,
    origin: group.origin,
    members,
    partial: partialOf(groups)
      .map((partial) => partial.email)
      .filter((partial) => inside.has(partial)),
    groups: graph.groups(email),
    access: graph.access(email),
  };
}

/**
 * Answers what is known about one address. For an unknown address the answer is that it is in no group and holds no
 * role. Throws a `UserError` for input that is neither an address nor the name of a group.
 */
export function whoIs(
  { groups }: Data,
  graph: AccessGraph,
  grants: readonly Grant[],
  typed: string,
): WhoAnswer {
  const bare = typed.replace(/^(user|group|serviceAccount):/i, "").toLowerCase();
  const everybody = bare === EVERYBODY.toLowerCase();
  const isName = !bare.includes("@") && groups.some(({ email }) => email === groupAddress(bare));
  if (!bare.includes("@") && !isName && !everybody) {
    throw new UserError(`${JSON.stringify(typed)} is no address: give one such as ada@example.com.`);
  }
  const address = everybody ? EVERYBODY : isName ? groupAddress(bare) : bare;
  const known = graph.addresses();
  return {
    address,
    groups: graph.groups(address),
    access: graph.access(address),
    public: everybody ? [] : publicRoles(grants),
    partialGroups: everybody ? 0 : partialOf(groups).length,
    meant: known.has(address) ? undefined : nearest(address, likely(address, [...known])),
  };
}

/** Returns the address of a group, adding the domain if it was omitted. */
function groupAddress(name: string): string {
  const typed = name.toLowerCase();
  return typed.includes("@") ? typed : `${typed}${groupDomain}`;
}

function unknownGroup(name: string, groups: readonly Group[]): UserError {
  const emails = groups.map(({ email }) => email);
  // Compare without the shared domain, which would make all names look similar.
  const names = emails.filter((email) => email.endsWith(groupDomain)).map(withoutDomain);
  const asked = withoutDomain(groupAddress(name));
  // People also omit the prefix of the projects' groups.
  const meant = nearest(asked, names) ?? names.find((candidate) => candidate.endsWith(`-${asked}`));
  const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
  return new UserError(`There is no group ${groupAddress(name)} in the data.${hint}`);
}

/** Keeps the addresses that differ on only one side of the @: a typo is on one side, and comparing all is slow. */
function likely(address: string, known: readonly string[]): string[] {
  const at = address.indexOf("@");
  const [local, domain] = [address.slice(0, at + 1), address.slice(at)];
  return known.filter((candidate) => candidate.startsWith(local) || candidate.endsWith(domain));
}

function partialOf(groups: readonly Group[]): Group[] {
  return groups.filter(({ membership, state }) => membership === "partial" && state === "active");
}

function publicRoles(grants: readonly Grant[]): PublicRole[] {
  const counts = new Map<string, PublicRole>();
  for (const { member, role, kind } of grants) {
    if (member !== EVERYBODY) continue;
    const key = `${role} ${kind}`;
    counts.set(key, { role, kind, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
