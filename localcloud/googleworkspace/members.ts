/** The members part of the Directory API: one function for each call that the two member resources make. */
import type { Values } from "../provider/resourceType.ts";
import { cyclicMembership, duplicate, invalidInput, missingField, resourceNotFound } from "./apiErrors.ts";
import {
  findGroup,
  identifier,
  isAddress,
  isGroup,
  memberName,
  membersOf,
  type DirectoryGroup,
  type Workspace,
} from "./workspace.ts";

/** A member as the API returns it. */
export interface DirectoryMember {
  readonly id: string;
  /** In lower case, even if sent otherwise. */
  readonly email: string;
  readonly role: string;
  /** What the address really is, even if sent otherwise. */
  readonly type: "USER" | "GROUP";
  readonly status: string;
  readonly deliverySettings: string;
}

/** The request to add or change a member. */
export interface MemberRequest {
  readonly email: string;
  readonly role: string;
  readonly type: string;
  readonly deliverySettings: string;
}

/**
 * Fills in the provider's defaults for what the program omits (resource_group_member.go, resource_group_members.go).
 */
export function memberRequest(values: Values): MemberRequest {
  return {
    email: String(values.email),
    role: String(values.role ?? "MEMBER"),
    type: String(values.type ?? "USER"),
    deliverySettings: String(values.deliverySettings ?? "ALL_MAIL"),
  };
}

export function insertMember(
  workspace: Workspace,
  groupKey: string,
  request: MemberRequest,
): DirectoryMember {
  const action = `adding member ${request.email} to group ${groupKey}`;
  const group = groupFor(workspace, groupKey, action);
  const email = request.email.toLowerCase();
  if (!isAddress(email)) throw missingField(action, "memberKey");
  if (workspace.world.unknownAccounts.includes(email)) throw invalidInput(action, "memberKey");
  const type = isGroup(workspace, email) ? "GROUP" : "USER";
  if (request.type === "CUSTOMER") throw new Error("localcloud does not model members of type CUSTOMER");
  if (request.type === "GROUP" && type !== "GROUP") throw resourceNotFound(action, "memberKey");
  refuseRole(type, request.role, action);
  if (type === "GROUP" && contains(workspace, email, group.email)) throw cyclicMembership(action);
  const member: DirectoryMember = {
    // A member that is a group keeps its own id.
    id: findGroup(workspace, email)?.id ?? identifier("member", email),
    email,
    role: request.role,
    type,
    status: "ACTIVE",
    deliverySettings: request.deliverySettings,
  };
  workspace.store.create(memberName(group.email, email), { ...member }, () => duplicate(action, "Member"));
  return member;
}

/** @param memberKey The member's address or id. */
export function updateMember(
  workspace: Workspace,
  groupKey: string,
  memberKey: string,
  request: MemberRequest,
): DirectoryMember {
  const action = `updating member ${request.email} of group ${groupKey}`;
  const group = groupFor(workspace, groupKey, action);
  const found = findMember(workspace, group, memberKey);
  if (found === undefined) throw resourceNotFound(action, "memberKey");
  refuseRole(found.type, request.role, action);
  const { role, deliverySettings } = request;
  const changed: DirectoryMember = { ...found, role, deliverySettings };
  workspace.store.update(memberName(group.email, found.email), { ...changed });
  return changed;
}

/** @throws ApiError 404 when the group or the member is gone; the two resources handle that differently. */
export function deleteMember(workspace: Workspace, groupKey: string, memberKey: string): void {
  const action = `removing member ${memberKey} from group ${groupKey}`;
  const group = groupFor(workspace, groupKey, action);
  const found = findMember(workspace, group, memberKey);
  if (found === undefined) throw resourceNotFound(action, "memberKey");
  workspace.store.delete(memberName(group.email, found.email));
}

/** @returns undefined when the group or the member does not exist. */
export function getMember(
  workspace: Workspace,
  groupKey: string,
  memberKey: string,
): DirectoryMember | undefined {
  const group = findGroup(workspace, groupKey);
  return group && findMember(workspace, group, memberKey);
}

/** @returns Sorted by address; undefined when the group does not exist. */
export function listMembers(workspace: Workspace, groupKey: string): DirectoryMember[] | undefined {
  const group = findGroup(workspace, groupKey);
  return group && membersBelow(workspace, group.email);
}

function groupFor(workspace: Workspace, groupKey: string, action: string): DirectoryGroup {
  const group = findGroup(workspace, groupKey);
  if (group === undefined) throw resourceNotFound(action, "groupKey");
  return group;
}

function findMember(
  workspace: Workspace,
  group: DirectoryGroup,
  memberKey: string,
): DirectoryMember | undefined {
  if (memberKey === "") return undefined;
  if (!memberKey.includes("@"))
    return membersBelow(workspace, group.email).find(({ id }) => id === memberKey);
  return workspace.store.read(memberName(group.email, memberKey)) as DirectoryMember | undefined;
}

function membersBelow({ store }: Workspace, groupEmail: string): DirectoryMember[] {
  return store.list(membersOf(groupEmail)).map(({ properties }) => properties as unknown as DirectoryMember);
}

/** A group cannot own or manage another: https://github.com/kubernetes/k8s.io/pull/6049 and 8782. */
function refuseRole(type: DirectoryMember["type"], role: string, action: string): void {
  if (type === "GROUP" && role !== "MEMBER") throw invalidInput(action, "memberKey");
}

/** Whether `wanted` is the group `outer` itself or a member of it, at any depth. */
function contains(workspace: Workspace, outer: string, wanted: string): boolean {
  const seen = new Set<string>();
  const reaches = (group: string): boolean => {
    if (group === wanted) return true;
    if (seen.has(group)) return false;
    seen.add(group);
    return membersBelow(workspace, group).some(({ type, email }) => type === "GROUP" && reaches(email));
  };
  return reaches(outer);
}
