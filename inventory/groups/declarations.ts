import { isMap, valueOf } from "../declarations.ts";
import type { Path, PlacedData } from "../document.ts";
import type { Position } from "../types.ts";
import { addressPattern, canonical } from "./address.ts";
import { groupEntry, settings } from "./schema.ts";
import type { GroupState, Membership, Role } from "./types.ts";
import { roles } from "./types.ts";

/** Somebody who is listed in an entry, with an address that is one. */
export interface Listing {
  /** In lower case. */
  readonly address: string;
  readonly role: Role;
  readonly position: Position;
}

/** A group as a file declares it, with the parts of its entry that are of the format. */
export interface GroupDeclaration {
  /** The path of the file, relative to the folder of groups. */
  readonly file: string;
  /** In lower case; undefined when it is no address. */
  readonly email: string | undefined;
  readonly name: string | undefined;
  readonly description: string;
  readonly membership: Membership;
  readonly state: GroupState;
  /** What the entry states, without defaults. */
  readonly settings: Readonly<Record<string, string>>;
  /** In the file's order. */
  readonly listings: readonly Listing[];
  /** Where the entry stands. */
  readonly origin: Position;
  /** Where a key of the entry stands; the entry itself when it has no such key. */
  readonly keyAt: (path: Path) => Position;
  readonly valueAt: (path: Path) => Position;
  readonly keysOf: (path: Path) => readonly string[];
}

/** As {@link GroupDeclaration}, with an address: what most rules are about. */
export type NamedDeclaration = GroupDeclaration & { readonly email: string };

/** The groups of one file, whether or not they are of the format. */
export function declarationsIn(file: string, data: PlacedData): GroupDeclaration[] {
  const groups = valueOf(data.value, ["groups"]);
  if (!Array.isArray(groups)) return [];
  return groups.flatMap((raw: unknown, index) => (isMap(raw) ? [declaration(file, data, raw, index)] : []));
}

/** True when the declaration has an address. */
export function isNamed(group: GroupDeclaration): group is NamedDeclaration {
  return group.email !== undefined;
}

function declaration(
  file: string,
  data: PlacedData,
  raw: Readonly<Record<string, unknown>>,
  index: number,
): GroupDeclaration {
  const entry: Path = ["groups", index];
  const { "email-id": email, name, description, membership, state } = raw;
  return {
    file,
    email: isAddress(email) ? canonical(email) : undefined,
    name: typeof name === "string" && name !== "" ? name : undefined,
    description: typeof description === "string" ? description : "",
    membership: groupEntry.shape.membership.safeParse(membership).data ?? "complete",
    state: groupEntry.shape.state.safeParse(state).data ?? "active",
    settings: wellFormedSettings(raw["settings"]),
    listings: roles.flatMap((role) => listings(data, entry, role, raw[role])),
    origin: data.keyAt(entry),
    keyAt: (path) => data.keyAt([...entry, ...path]),
    valueAt: (path) => data.valueAt([...entry, ...path]),
    keysOf: (path) => data.keysOf([...entry, ...path]),
  };
}

function listings(data: PlacedData, entry: Path, role: Role, list: unknown): Listing[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((address: unknown, index) =>
    isAddress(address)
      ? [{ address: canonical(address), role, position: data.valueAt([...entry, role, index]) }]
      : [],
  );
}

function isAddress(value: unknown): value is string {
  return typeof value === "string" && addressPattern.test(value);
}

function wellFormedSettings(raw: unknown): Record<string, string> {
  if (!isMap(raw)) return {};
  return Object.fromEntries(
    Object.entries(raw).flatMap(([name, value]): [string, string][] => {
      const known = Object.hasOwn(settings.shape, name) ? settings.shape[name] : undefined;
      return known?.safeParse(value).success && typeof value === "string" ? [[name, value]] : [];
    }),
  );
}
