import { isMap, valueOf } from "../yaml/values.ts";
import type { Path, LocatedData } from "../yaml/document.ts";
import type { Position } from "../yaml/position.ts";
import { addressPattern, canonical } from "./address.ts";
import { groupEntry, settings } from "./schema.ts";
import { roles, type GroupState, type Membership, type Role } from "./types.ts";

/** A member listed in an entry, with a valid address. */
export interface Listing {
  /** In lower case. */
  readonly address: string;
  readonly role: Role;
  readonly position: Position;
}

/** A group as a file declares it, with the parts of its entry that conform to the schema. */
export interface GroupDeclaration {
  /** Path of the file, relative to the groups folder. */
  readonly file: string;
  /** In lower case; undefined if it is not a valid address. */
  readonly email: string | undefined;
  readonly name: string | undefined;
  readonly description: string;
  readonly membership: Membership;
  readonly state: GroupState;
  /** The settings in the entry, without defaults. */
  readonly settings: Readonly<Record<string, string>>;
  /** In file order. */
  readonly listings: readonly Listing[];
  /** Position of the entry. */
  readonly origin: Position;
  /** Position of a key of the entry; of the entry itself if it has no such key. */
  readonly keyAt: (path: Path) => Position;
  readonly valueAt: (path: Path) => Position;
  readonly keysOf: (path: Path) => readonly string[];
}

/** A {@link GroupDeclaration} with an address, which most rules require. */
export type NamedDeclaration = GroupDeclaration & { readonly email: string };

/** The groups in one file, whether or not they conform to the schema. */
export function declarationsIn(file: string, data: LocatedData): GroupDeclaration[] {
  const groups = valueOf(data.value, ["groups"]);
  if (!Array.isArray(groups)) return [];
  return groups.flatMap((raw: unknown, index) => (isMap(raw) ? [declaration(file, data, raw, index)] : []));
}

/** Whether the declaration has an address. */
export function isNamed(group: GroupDeclaration): group is NamedDeclaration {
  return group.email !== undefined;
}

function declaration(
  file: string,
  data: LocatedData,
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

function listings(data: LocatedData, entry: Path, role: Role, list: unknown): Listing[] {
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
