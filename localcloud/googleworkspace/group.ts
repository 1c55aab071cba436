import { groupName } from "../gcp/names.ts";
import type { CheckFailure, ResourceType, Values } from "../provider/resourceType.ts";
import { string } from "../provider/shapes.ts";
import { domainNotFound, duplicate, invalidInput, resourceNotFound } from "./apiErrors.ts";
import { timeouts } from "./timeouts.ts";
import {
  domains,
  etag,
  findGroup,
  groupIdName,
  identifier,
  isAddress,
  membersOf,
  type DirectoryGroup,
  type Workspace,
} from "./workspace.ts";

/** What the provider accepts (internal/provider/resource_group.go, `description`). */
const longestProviderDescription = 4096;

/**
 * What Google accepts: the Groups Settings API's `description`, "no more than 300 characters"; facts/upstream.md §3.
 */
const longestDescription = 300;

/**
 * googleworkspace.Group: the id is Google's; imported by that id or by address. `aliases` are not modeled.
 * Source: internal/provider/resource_group.go of the provider.
 */
export const group: ResourceType<Workspace> = {
  token: "googleworkspace:index/group:Group",
  fields: {
    email: string("required"),
    name: string("computed"),
    description: string(),
    timeouts,
  },
  computed: ["adminCreated", "directMembersCount", "etag", "nonEditableAliases"],

  check({ description }) {
    const failures: CheckFailure[] = [];
    if (typeof description === "string" && description.length > longestProviderDescription) {
      const range = `(0 - ${longestProviderDescription})`;
      const reason = `expected length of description to be in the range ${range}, got ${description}`;
      failures.push({ property: "description", reason });
    }
    return failures;
  },

  create(inputs, workspace) {
    const email = String(inputs.email).toLowerCase();
    const action = `creating group ${email}`;
    if (!isAddress(email)) throw invalidInput(action, "email");
    if (!domains.includes(email.slice(email.indexOf("@") + 1))) throw domainNotFound(action);
    // A group that exists but was not created here, for example by kubernetes/k8s.io's own reconciler.
    if (workspace.world.groups.includes(email)) throw duplicate(action, "Entity");
    refuseDescription(inputs, action);
    const properties: DirectoryGroup = {
      id: identifier("group", email),
      email,
      // Google defaults to the part before the @.
      name: String(inputs.name ?? email.slice(0, email.indexOf("@"))),
      description: String(inputs.description ?? ""),
      adminCreated: true,
      createTime: new Date().toISOString(),
    };
    workspace.store.create(groupName(email), { ...properties }, () => duplicate(action, "Entity"));
    workspace.store.modify(groupIdName(properties.id), () => ({ email }));
    return { id: properties.id, outputs: outputs(properties, workspace) };
  },

  read(id, _state, workspace) {
    const found = findGroup(workspace, id);
    return found && { id: found.id, outputs: outputs(found, workspace) };
  },

  update(id, state, inputs, workspace) {
    const action = `updating group ${String(state.email)}`;
    const found = findGroup(workspace, id);
    if (found === undefined) throw resourceNotFound(action, "groupKey");
    if (String(inputs.email).toLowerCase() !== found.email) {
      throw new Error(
        `localcloud does not model renaming a group: ${found.email} to ${String(inputs.email)}`,
      );
    }
    refuseDescription(inputs, action);
    const properties: DirectoryGroup = {
      ...found,
      name: String(inputs.name ?? found.name),
      // The provider sends no empty string, so an omitted description is kept (`omitempty` in the Go client).
      description: String(inputs.description || found.description),
    };
    workspace.store.update(groupName(found.email), { ...properties });
    return outputs(properties, workspace);
  },

  delete(id, _state, workspace) {
    const found = findGroup(workspace, id);
    if (found === undefined) return;
    workspace.store.delete(groupName(found.email));
    workspace.store.delete(groupIdName(found.id));
  },
};

function outputs(found: DirectoryGroup, workspace: Workspace): Values {
  const { email, name, description, adminCreated } = found;
  const directMembersCount = workspace.store.list(membersOf(found.email)).length;
  const all = { email, name, description, adminCreated, directMembersCount, nonEditableAliases: [] };
  return { ...all, etag: etag(all) };
}

function refuseDescription({ description }: Values, action: string): void {
  if (String(description ?? "").length > longestDescription) throw invalidInput(action, "description");
}
