import { localPart } from "../../../inventory/groups/address.ts";
import { stagingGroupDescription } from "../../../inventory/groups/staging.ts";
import {
  buildAccountId,
  nameInGroup,
  stagingGroup,
  stagingName,
} from "../../../inventory/projects/naming.ts";
import { capabilities } from "../access/capabilities.ts";
import type { AccessChange, Right } from "../access/schema.ts";
import type { JobChange, Owner } from "./schema.ts";

/** Owners or jobs with the same changes: the first, and the names of all. */
export interface EqualChanges<T> {
  readonly first: T;
  readonly names: readonly string[];
}

/** Folds owners whose changes differ only in the owner's name, in order of first appearance. */
export function groupOwners(owners: readonly Owner[]): EqualChanges<Owner>[] {
  return named(owners, signature);
}

/** Folds Prow jobs with the same operation and property changes, in order of first appearance. */
export function groupJobs(jobs: readonly JobChange[]): EqualChanges<JobChange>[] {
  return named(jobs, ({ operation, properties }) => JSON.stringify([operation, properties]));
}

function named<T extends { readonly name: string }>(
  items: readonly T[],
  keyOf: (item: T) => string,
): EqualChanges<T>[] {
  return folded(items, keyOf).map((alike) => ({ first: alike[0]!, names: alike.map(({ name }) => name) }));
}

/** What somebody can do, and in which projects. */
export interface Ability {
  readonly can: readonly string[];
  /** Sorted. */
  readonly projects: readonly string[];
}

/** Everybody with the same changes of access. */
export interface EqualAccess {
  readonly who: readonly AccessChange[];
  /** The first step of their paths to it, such as a group they entered; empty if a group among them has it directly. */
  readonly through: readonly string[];
  readonly gains: readonly Ability[];
  readonly loses: readonly Ability[];
}

/** Folds people, groups and accounts with the same gains and losses. */
export function groupAccess(changes: readonly AccessChange[]): EqualAccess[] {
  const key = ({ gains, loses }: AccessChange) => JSON.stringify([abilities(gains), abilities(loses)]);
  const rows = folded(changes, key).map((who) => {
    // If a group has the access directly, other paths to it are irrelevant.
    const direct = who.some(
      ({ kind, gains, loses }) =>
        kind === "group" && [...gains, ...loses].some((right) => right.through.length === 0),
    );
    const through = who.flatMap(({ gains, loses }) =>
      [...gains, ...loses].flatMap((right) => right.through.slice(0, 1)),
    );
    const { gains, loses } = who[0]!;
    const addresses = new Set(who.map(({ address }) => address));
    return {
      who: who.toSorted((a, b) => Number(b.kind === "group") - Number(a.kind === "group")),
      // Addresses in the row itself are not paths to it.
      through: direct ? [] : [...new Set(through)].filter((way) => !addresses.has(way)).sort(),
      gains: abilities(gains),
      loses: abilities(loses),
    };
  });
  return rows.toSorted((a, b) => weight(a) - weight(b));
}

/** At most this many violations of a rule are shown; one change can violate a rule in every region. */
const SHOWN = 3;

/** Violations of one rule: those shown, and the number of others. */
export interface EqualViolations<T> {
  readonly shown: readonly T[];
  readonly more: number;
}

/** Folds violations by rule, in order of first appearance. */
export function groupViolations<T extends { readonly rule: string }>(
  violations: readonly T[],
): EqualViolations<T>[] {
  return folded(violations, ({ rule }) => rule).map((alike) => ({
    shown: alike.slice(0, SHOWN),
    more: Math.max(0, alike.length - SHOWN),
  }));
}

/** Losses first, then people and groups, then service accounts, then public access. */
function weight({ who, loses }: EqualAccess): number {
  const kinds = who.map(({ kind }) => kind);
  if (loses.length > 0) return 0;
  if (kinds.includes("everybody")) return 3;
  return kinds.every((kind) => kind === "service account") ? 2 : 1;
}

/** Describes rights in words, combining projects with the same ones. */
function abilities(rights: readonly Right[]): Ability[] {
  const byProject = groupBy(rights, ({ project }) => project);
  const projects = [...byProject].map(([project, own]) => ({ project, can: capabilities(own) }));
  return folded(projects, ({ can }) => can.join()).map((alike) => ({
    can: alike[0]!.can,
    projects: alike.map(({ project }) => project).sort(),
  }));
}

/** Identifies an owner's changes independently of its name. */
function signature({ name, kind, presence, changes }: Owner): string {
  const neutral = withoutNames(name);
  return JSON.stringify([kind, presence, changes], (_, value: unknown) =>
    typeof value === "string" ? neutral(value) : value,
  );
}

/** Replaces in a value what the naming rules derive from the name of a staging project, or of its group. */
function withoutNames(owner: string): (value: string) => string {
  const name = nameInGroup(owner) ?? stagingName(owner);
  const group = stagingGroup(name);
  const wholes = new Map([
    [localPart(group), "<group's name>"],
    [stagingGroupDescription(name), "<group's description>"],
  ]);
  const parts = [
    [owner, "<owner>"],
    [buildAccountId(name), "<build account>"],
    [group, "<group>"],
  ] as const;
  return (value) =>
    wholes.get(value) ?? parts.reduce((text, [own, neutral]) => text.replaceAll(own, neutral), value);
}

function folded<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  return [...groupBy(items, keyOf).values()];
}

/** Groups items by key, in order of first appearance. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
