import { ApiError } from "../gcp/apiError.ts";
import type { ResourceType, Values } from "../provider/resourceType.ts";
import { objectSet, string } from "../provider/shapes.ts";
import { memberFields } from "./memberFields.ts";
import {
  deleteMember,
  insertMember,
  listMembers,
  memberRequest,
  updateMember,
  type MemberRequest,
} from "./members.ts";
import type { Workspace } from "./workspace.ts";

/**
 * googleworkspace.GroupMembers: id and import id `groups/<group id>`.
 *
 * Source: internal/provider/resource_group_members.go of the provider. Its pitfalls: it adds members one by one and
 * stops at the first error without recording anything, so the next attempt conflicts with its own members (409). It
 * identifies members by the exact spelling of their address, so upper case means a new member, which exists already
 * (409). Removing somebody who has left in the meantime is an error (404).
 */
export const groupMembers: ResourceType<Workspace> = {
  token: "googleworkspace:index/groupMembers:GroupMembers",
  fields: {
    groupId: string("required", "replaces"),
    members: objectSet({
      email: string("required"),
      ...memberFields,
      id: string("computed"),
      status: string("computed"),
    }),
  },
  // The provider declares it but never sets it.
  computed: ["etag"],

  create(inputs, workspace) {
    const groupId = String(inputs.groupId);
    for (const member of sorted(requestsOf(inputs))) insertMember(workspace, groupId, member);
    return { id: `groups/${groupId}`, outputs: outputs(groupId, inputs, workspace) ?? { groupId } };
  },

  read(id, state, workspace) {
    const groupId = state.groupId === undefined ? parseImportId(id) : String(state.groupId);
    const found = outputs(groupId, state, workspace);
    return found && { id: `groups/${groupId}`, outputs: found };
  },

  update(_id, state, inputs, workspace) {
    const groupId = String(state.groupId);
    const before = new Map(membersIn(state).map((member) => [String(member.email), member]));
    const after = new Map(requestsOf(inputs).map((member) => [member.email, member]));
    // The provider iterates over a Go map, in random order; this order always produces its worst case.
    for (const member of sorted([...after.values()])) {
      const old = before.get(member.email);
      if (old === undefined) insertMember(workspace, groupId, member);
      else if (!same(memberRequest(old), member)) updateMember(workspace, groupId, String(old.id), member);
    }
    for (const [email, old] of before) {
      if (!after.has(email)) deleteMember(workspace, groupId, String(old.id));
    }
    return outputs(groupId, inputs, workspace) ?? { groupId };
  },

  delete(_id, state, workspace) {
    try {
      for (const { id } of membersIn(state)) deleteMember(workspace, String(state.groupId), String(id));
    } catch (error) {
      // A member that is already gone ends the deletion; the others remain.
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
  },
};

/**
 * All members that the group has, listed or not. The API's list omits `deliverySettings`, so the known value is kept.
 */
function outputs(groupId: string, known: Values, workspace: Workspace): Values | undefined {
  const members = listMembers(workspace, groupId);
  if (members === undefined) return undefined;
  const delivery = new Map(requestsOf(known).map(({ email, deliverySettings }) => [email, deliverySettings]));
  const listed = members.map((member) => ({
    ...member,
    deliverySettings: delivery.get(member.email) ?? "ALL_MAIL",
  }));
  return { groupId, members: listed };
}

function membersIn(values: Values): Values[] {
  return (values.members as Values[] | undefined) ?? [];
}

function requestsOf(values: Values): MemberRequest[] {
  return membersIn(values).map(memberRequest);
}

function sorted(members: readonly MemberRequest[]): MemberRequest[] {
  return [...members].sort((a, b) => (a.email < b.email ? -1 : 1));
}

function same(a: MemberRequest, b: MemberRequest): boolean {
  return a.role === b.role && a.type === b.type && a.deliverySettings === b.deliverySettings;
}

function parseImportId(id: string): string {
  const [, groupId, ...rest] = id.split("/");
  if (groupId === undefined || rest.length > 0) {
    throw new Error(`Group Member Id (${id}) is not of the correct format (groups/<group_id>)`);
  }
  return groupId;
}
