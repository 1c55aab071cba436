import { ApiError } from "../gcp/apiError.ts";
import type { ResourceType, Values } from "../provider/resourceType.ts";
import { string } from "../provider/shapes.ts";
import { memberFields } from "./memberFields.ts";
import {
  deleteMember,
  getMember,
  insertMember,
  memberRequest,
  updateMember,
  type DirectoryMember,
} from "./members.ts";
import { timeouts } from "./timeouts.ts";
import { etag, type Workspace } from "./workspace.ts";

/**
 * googleworkspace.GroupMember: id `groups/<group id>/members/<member id>`, imported by the same, with ids or addresses.
 *
 * Source: internal/provider/resource_group_member.go of the provider. Its pitfalls: it writes the API's response into
 * the state, so upper case, and an omitted `type` for a group, cause a permanent diff. `groupId` does not replace, so
 * it asks the new group to change a member that it does not have.
 */
export const groupMember: ResourceType<Workspace> = {
  token: "googleworkspace:index/groupMember:GroupMember",
  fields: {
    groupId: string("required"),
    email: string("required", "replaces"),
    ...memberFields,
    timeouts,
  },
  computed: ["etag", "memberId", "status"],

  create(inputs, workspace) {
    const groupId = String(inputs.groupId);
    return resource(groupId, insertMember(workspace, groupId, memberRequest(inputs)));
  },

  read(id, state, workspace) {
    const { groupId, memberId } = state.groupId === undefined ? parseImportId(id) : state;
    const found = getMember(workspace, String(groupId), String(memberId));
    return found && resource(String(groupId), found);
  },

  update(_id, state, inputs, workspace) {
    const groupId = String(inputs.groupId);
    return resource(groupId, updateMember(workspace, groupId, String(state.memberId), memberRequest(inputs)))
      .outputs;
  },

  delete(_id, state, workspace) {
    try {
      deleteMember(workspace, String(state.groupId), String(state.memberId));
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
  },
};

function resource(groupId: string, { id: memberId, ...member }: DirectoryMember) {
  const outputs: Values = { groupId, memberId, ...member, etag: etag({ groupId, ...member }) };
  return { id: `groups/${groupId}/members/${memberId}`, outputs };
}

function parseImportId(id: string): Values {
  const parts = id.split("/");
  const [, groupId, , memberId] = parts;
  if (parts.length !== 4) {
    const format = "groups/<group_id>/members/<member_id>";
    throw new Error(`Group Member Id (${id}) is not of the correct format (${format})`);
  }
  return { groupId, memberId };
}
