import { describe, expect, it } from "vitest";
import { groupName } from "../../../localcloud/gcp/names.ts";
import { messageOf } from "../sandbox.ts";
import { Sandbox } from "./sandbox.ts";

const email = "k8s-infra-staging-demo@kubernetes.io";
const inputs = { email, name: "k8s-infra-staging-demo", description: "ACL for staging demo" };

describe("a group", () => {
  it("is created without a diff, updated, imported by address and by id, and deleted", () => {
    const sandbox = new Sandbox();
    const created = sandbox.create("group", inputs);
    expect(created.id).toMatch(/^0[0-9a-z]{14}$/);
    expect(created.outputs).toEqual({
      ...inputs,
      adminCreated: true,
      directMembersCount: 0,
      nonEditableAliases: [],
      etag: created.outputs.etag,
    });
    expect(sandbox.store.read(groupName(email))?.email).toBe(email);
    expect(sandbox.changed("group", created.outputs, inputs)).toEqual([]);

    const described = { ...inputs, description: "Pushes images of demo" };
    expect(sandbox.changed("group", created.outputs, described)).toEqual(["description"]);
    const updated = sandbox.update("group", created, described);
    expect([updated.outputs.description, updated.outputs.etag === created.outputs.etag]).toEqual([
      "Pushes images of demo",
      false,
    ]);
    for (const id of [email, created.id]) {
      expect(sandbox.import("group", id)).toEqual({ ...updated, inputs: described });
    }

    sandbox.create("members", { groupId: email, members: [{ email: "a@example.com" }] });
    expect(sandbox.import("group", email).outputs.directMembersCount).toBe(1);
    sandbox.delete("group", updated);
    expect(sandbox.read("group", created.id, updated.outputs, described)).toBeUndefined();
    expect(sandbox.store.list("admin.googleapis.com")).toEqual([]);
  });

  it("takes its name from its address, and keeps a description that the inputs omit", () => {
    const sandbox = new Sandbox();
    const created = sandbox.create("group", { email, description: "old" });
    expect(created.outputs.name).toBe("k8s-infra-staging-demo");
    expect(sandbox.changed("group", created.outputs, { email })).toEqual(["description"]);
    expect(sandbox.update("group", created, { email }).outputs.description).toBe("old");
  });

  it.each([
    [{ email: "k8s-infra@example.com" }, "Error 404: Domain not found., notFound"],
    [{ email: "k8s infra@kubernetes.io" }, "Error 400: Invalid Input: email, invalid"],
    [{ email: "kubernetes.io" }, "Error 400: Invalid Input: email, invalid"],
    [{ email, description: "x".repeat(301) }, "Error 400: Invalid Input: description, invalid"],
    // The world has this group.
    [{ email: "K8S-infra-release-editors@kubernetes.io" }, "Error 409: Entity already exists., duplicate"],
  ])("is refused: %j", (wrong, message) => {
    expect(messageOf(() => new Sandbox().create("group", wrong))).toBe(
      `Error creating group ${wrong.email.toLowerCase()}: googleapi: ${message}`,
    );
  });

  it("is refused if it exists in any letter case, and a description over 4096 characters fails at check", () => {
    const sandbox = new Sandbox();
    sandbox.create("group", inputs);
    expect(() => sandbox.create("group", { ...inputs, email: email.toUpperCase() })).toThrow(
      `Error creating group ${email}: googleapi: Error 409: Entity already exists., duplicate`,
    );
    expect(sandbox.failures("group", { email, description: "x".repeat(4096) })).toEqual([]);
    expect(sandbox.failures("group", { email, description: "x".repeat(4097) })).toHaveLength(1);
    expect(sandbox.failures("group", { email, aliases: ["x@kubernetes.io"] })).toEqual([
      'aliases: localcloud does not model the property "aliases" of googleworkspace:index/group:Group',
    ]);
  });

  it("shows a permanent diff if its address has uppercase letters", () => {
    const sandbox = new Sandbox();
    const upper = { ...inputs, email: email.replace("demo", "Demo") };
    expect(sandbox.changed("group", sandbox.create("group", upper).outputs, upper)).toEqual(["email"]);
  });
});

describe("a group's settings", () => {
  const settings = { email, allowExternalMembers: true, whoCanJoin: "INVITED_CAN_JOIN" };

  function ready(): Sandbox {
    const sandbox = new Sandbox();
    sandbox.create("group", inputs);
    return sandbox;
  }

  it("are created with the provider's defaults, updated, imported, and only forgotten on deletion", () => {
    const sandbox = ready();
    const created = sandbox.create("settings", settings);
    expect(created.id).toBe(email);
    expect(created.outputs).toMatchObject({
      ...settings,
      name: inputs.name,
      description: inputs.description,
      whoCanViewMembership: "ALL_MEMBERS_CAN_VIEW",
      isArchived: false,
      includeInGlobalAddressList: true,
      customRolesEnabledForSettingsToBeMerged: false,
    });
    expect(sandbox.changed("settings", created.outputs, settings)).toEqual([]);
    // An omitted setting gets the default, not the present value.
    const fewer = { email, whoCanPostMessage: "ALL_MEMBERS_CAN_POST" };
    expect(sandbox.changed("settings", created.outputs, fewer)).toEqual([
      "whoCanJoin",
      "whoCanPostMessage",
      "allowExternalMembers",
    ]);
    const updated = sandbox.update("settings", created, fewer);
    expect(updated.outputs).toMatchObject({
      allowExternalMembers: false,
      whoCanJoin: "CAN_REQUEST_TO_JOIN",
      whoCanPostMessage: "ALL_MEMBERS_CAN_POST",
    });
    expect(sandbox.import("settings", email).outputs).toEqual(updated.outputs);
    sandbox.delete("settings", updated);
    expect(sandbox.import("settings", email).outputs).toEqual(updated.outputs);
  });

  it("exist as soon as the group does, and show no diff for ignored properties", () => {
    const sandbox = ready();
    const { id, outputs } = sandbox.import("settings", email);
    expect(outputs.whoCanJoin).toBe("CAN_REQUEST_TO_JOIN");
    const archived = { id, outputs: { ...outputs, isArchived: true } };
    expect(sandbox.changed("settings", archived.outputs, { email })).toEqual(["isArchived"]);
    expect(sandbox.changed("settings", archived.outputs, { email }, ["isArchived"])).toEqual([]);
    const updated = sandbox.update("settings", archived, settings, ["isArchived"]);
    expect(updated.outputs.whoCanJoin).toBe("INVITED_CAN_JOIN");
  });

  it("are sent only where they differ from the state, so fixing drift needs a refresh", () => {
    const sandbox = ready();
    const created = sandbox.create("settings", settings);
    sandbox.store.modify(`${groupName(email)}/settings`, (now) => ({
      ...now,
      whoCanJoin: "ANYONE_CAN_JOIN",
    }));
    const changed = { ...settings, replyTo: "REPLY_TO_LIST" };
    expect(sandbox.update("settings", created, changed).outputs.whoCanJoin).toBe("ANYONE_CAN_JOIN");
  });

  it.each([
    [{ whoCanJoin: "ANYBODY" }, "whoCanJoin: expected who_can_join to be one of"],
    [
      { allowExternalMembers: "true" },
      'allowExternalMembers: expected allowExternalMembers to be a boolean, got "true"',
    ],
    [{ whoCanInvite: "X" }, 'whoCanInvite: localcloud does not model the property "whoCanInvite"'],
    [{ customFooterText: "x".repeat(1001) }, "customFooterText: expected length of custom_footer_text"],
  ])("are rejected at check: %j", (wrong, reason) => {
    const failures = new Sandbox().failures("settings", { email, ...wrong });
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain(reason);
  });

  it("in lower case are accepted, but show a permanent diff", () => {
    const sandbox = ready();
    const lower = { email, whoCanJoin: "invited_can_join" };
    const created = sandbox.create("settings", lower);
    expect(created.outputs.whoCanJoin).toBe("INVITED_CAN_JOIN");
    expect(sandbox.changed("settings", created.outputs, lower)).toEqual(["whoCanJoin"]);
  });

  it("are refused for a closed group that is not archive-only, and for a custom reply-to without an address", () => {
    const refusal = `Error updating settings of group ${email}: googleapi: Error 400: Invalid Value, invalid`;
    for (const wrong of [{ whoCanPostMessage: "NONE_CAN_POST" }, { replyTo: "REPLY_TO_CUSTOM" }]) {
      expect(messageOf(() => ready().create("settings", { email, ...wrong }))).toBe(refusal);
    }
    const closed = { email, whoCanPostMessage: "NONE_CAN_POST", archiveOnly: true };
    expect(ready().create("settings", closed).outputs.archiveOnly).toBe(true);
  });

  it("of a deleted group are an error even when they are only read", () => {
    const sandbox = ready();
    const created = sandbox.create("settings", settings);
    sandbox.delete("group", sandbox.import("group", email));
    expect(messageOf(() => sandbox.read("settings", email, created.outputs, settings))).toBe(
      `Error reading settings of group ${email}: googleapi: Error 404: Resource Not Found: groupKey, notFound`,
    );
  });
});
