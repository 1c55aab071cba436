import { ApiError } from "../gcp/apiError.ts";
import type { ResourceType, Values } from "../provider/resourceType.ts";
import { memberFields } from "./memberFields.ts";
import { deleteMember, insertMember, listMembers, memberRequest, updateMember } from "./members.ts";
import type { MemberRequest } from "./members.ts";
import type { Workspace } from "./workspace.ts";

/**
 * googleworkspace.GroupMembers: id `groups/<group id>`, also the import format.
 *
 * Source: internal/provider/resource_group_members.go of the provider. Its traps: it adds one member after the other
 * and stops at the first refusal without having noted anything, so that the next attempt meets its own members (409);
 * it knows members by the letters of their address, so that upper case is a new member that exists already (409);
 * removing somebody who has left meanwhile is an error (404).
 */
export const groupMembers: ResourceType<Workspace> = {
  token: "googleworkspace:index/groupMembers:GroupMembers",
  fields: {
    groupId: { shape: "string", required: true, replaces: true },
    members: {
      shape: {
        set: {
          object: {
            email: { shape: "string", required: true },
            ...memberFields,
            id: { shape: "string", computed: true },
            status: { shape: "string", computed: true },
          },
        },
      },
    },
  },
  // The provider declares it and never sets it.
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
    // The provider goes through a Go map, in any order; this order lets its worst case happen always.
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
      // One that is gone ends it, the others stay.
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
  },
};

/** All members that the group has, listed or not. The API's list lacks `deliverySettings`: the known one is kept. */
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
