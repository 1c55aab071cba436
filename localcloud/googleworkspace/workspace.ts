import { createHash } from "node:crypto";
import { groupName } from "../gcp/names.ts";
import type { Properties } from "../store/objectFile.ts";
import type { Store } from "../store/store.ts";
import { hasGroup, type World } from "../world.ts";

/** What every operation of the Google Workspace stand-in works on. */
export interface Workspace {
  readonly store: Store;
  readonly world: World;
}

/**
 * The domains of the Workspace. kubernetes.io: groups/config.yaml of kubernetes/k8s.io; etcd.io: its group
 * `security@etcd.io` (facts/upstream.md §3).
 */
export const domains: readonly string[] = ["kubernetes.io", "etcd.io"];

/** A group as the Directory API represents it. */
export interface DirectoryGroup {
  readonly id: string;
  /** In lower case. */
  readonly email: string;
  readonly name: string;
  readonly description: string;
  readonly adminCreated: boolean;
  /** RFC 3339. Not part of the API's response: `groupIsVisible` needs it. */
  readonly createTime: string;
}

/** Maps a group's id to its address; not an object of Google's. */
export function groupIdName(id: string): string {
  return `admin.googleapis.com/groupIds/${id}`;
}

export function settingsName(groupEmail: string): string {
  return `${groupName(groupEmail)}/settings`;
}

export function membersOf(groupEmail: string): string {
  return `${groupName(groupEmail)}/members`;
}

export function memberName(groupEmail: string, memberEmail: string): string {
  return `${membersOf(groupEmail)}/${memberEmail.toLowerCase()}`;
}

/** The group that a `groupKey` (address or id) names; undefined when it was not created here. */
export function findGroup({ store }: Workspace, key: string): DirectoryGroup | undefined {
  if (key === "") return undefined;
  const email = key.includes("@") ? key : store.read(groupIdName(key))?.email;
  if (typeof email !== "string") return undefined;
  return asGroup(store.read(groupName(email)));
}

/** Whether the address is a group's, either created here or part of the world. */
export function isGroup(workspace: Workspace, address: string): boolean {
  return (
    workspace.store.read(groupName(address)) !== undefined || hasGroup(workspace.world, address.toLowerCase())
  );
}

/** Whether Google accepts the address: one `@`, no whitespace, a domain with a dot. */
export function isAddress(text: string): boolean {
  return /^[^\s@/]+@[^\s@/.]+(\.[^\s@/.]+)+$/.test(text);
}

/**
 * Derives Google's identifier from the address, so that a rehearsal is reproducible: 15 base-36 characters for a group,
 * 21 digits for a member.
 */
export function identifier(kind: "group" | "member", address: string): string {
  const hash = createHash("sha256").update(`${kind} ${address.toLowerCase()}`).digest("hex");
  if (kind === "group")
    return `0${BigInt(`0x${hash.slice(0, 20)}`)
      .toString(36)
      .slice(0, 14)
      .padStart(14, "0")}`;
  return `1${BigInt(`0x${hash.slice(0, 20)}`)
    .toString()
    .slice(0, 20)
    .padStart(20, "0")}`;
}

/** A digest of the object's properties. */
export function etag(properties: object): string {
  return `"${createHash("sha256").update(JSON.stringify(properties)).digest("base64url").slice(0, 27)}"`;
}

function asGroup(properties: Properties | undefined): DirectoryGroup | undefined {
  if (properties === undefined) return undefined;
  // An object written by hand may lack some properties.
  const { id = "", email = "", name = "", description = "", createTime = "" } = properties;
  const texts = { id, email, name, description, createTime } as Omit<DirectoryGroup, "adminCreated">;
  return { ...texts, adminCreated: properties.adminCreated !== false };
}
