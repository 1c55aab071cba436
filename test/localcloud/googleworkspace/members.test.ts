import { describe, expect, it } from "vitest";
import { memberName } from "../../../localcloud/googleworkspace/workspace.ts";
import type { Values } from "../../../localcloud/provider/resourceType.ts";
import { messageOf } from "../sandbox.ts";
import { Sandbox } from "./sandbox.ts";

const groupId = "k8s-infra-outer@kubernetes.io";
const inner = "k8s-infra-inner@kubernetes.io";
const [alice, bob, robot] = ["alice@example.com", "bob@example.com", "robot@p.iam.gserviceaccount.com"];

function ready(): Sandbox {
  const sandbox = new Sandbox();
  for (const name of ["k8s-infra-outer", "k8s-infra-inner"]) sandbox.group(name);
  return sandbox;
}

const list = (...members: (string | Values)[]): Values => ({
  groupId,
  members: members.map((member) => (typeof member === "string" ? { email: member } : member)),
});

describe("a member list", () => {
  const inputs = list({ email: alice, role: "OWNER" }, { email: inner, type: "GROUP" }, robot);

  it("is created without a diff, updated, imported and deleted", () => {
    const sandbox = ready();
    const created = sandbox.create("members", inputs);
    expect(created.id).toBe(`groups/${groupId}`);
    expect(created.outputs.members).toMatchObject([
      { email: alice, role: "OWNER", type: "USER", deliverySettings: "ALL_MAIL", status: "ACTIVE" },
      { email: inner, role: "MEMBER", type: "GROUP", id: sandbox.import("group", inner).id },
      { email: robot, role: "MEMBER", type: "USER" },
    ]);
    expect(sandbox.changed("members", created.outputs, inputs)).toEqual([]);
    expect(
      sandbox.changed("members", created.outputs, list(robot, ...(inputs.members as Values[]).slice(0, 2))),
    ).toEqual([]);
    expect(sandbox.replaced("members", created.outputs, { groupId: inner, members: [] })).toEqual([
      "groupId",
    ]);

    const later = list({ email: alice, deliverySettings: "NONE" }, bob);
    const updated = sandbox.update("members", created, later);
    expect(sandbox.changed("members", updated.outputs, later)).toEqual([]);
    expect(sandbox.addresses(groupId)).toEqual([alice, bob]);
    const imported = sandbox.import("members", created.id);
    // The API's list of members omits their delivery settings.
    expect(sandbox.changed("members", imported.outputs, later)).toEqual(["members"]);
    sandbox.delete("members", updated);
    expect(sandbox.addresses(groupId)).toEqual([]);
    expect(sandbox.read("group", groupId)).toBeDefined();
  });

  it("shows other members as a diff after a refresh, and removes them", () => {
    const sandbox = ready();
    const created = sandbox.create("members", inputs);
    sandbox.create("member", { groupId, email: bob });
    expect(sandbox.changed("members", created.outputs, inputs)).toEqual([]);
    const refreshed = sandbox.read("members", created.id, created.outputs, inputs);
    expect(sandbox.changed("members", refreshed?.outputs ?? {}, inputs)).toEqual(["members"]);
    sandbox.update("members", { ...created, outputs: refreshed?.outputs ?? {} }, inputs);
    expect(sandbox.addresses(groupId)).toEqual([alice, inner, robot]);
  });

  it("shows a permanent diff for an uppercase address and for a group without its type", () => {
    for (const member of [{ email: "Alice@example.com" }, { email: inner }]) {
      const sandbox = ready();
      const wanted = list(member);
      const created = sandbox.create("members", wanted);
      expect(sandbox.changed("members", created.outputs, wanted)).toEqual(["members"]);
    }
    const sandbox = ready();
    const created = sandbox.create("members", list(alice));
    // The spelling makes it a new member, whom the group has already.
    expect(messageOf(() => sandbox.update("members", created, list("Alice@example.com")))).toBe(
      `Error adding member Alice@example.com to group ${groupId}: googleapi: Error 409: Member already exists., duplicate`,
    );
  });

  it("fails with 409 after a partly failed creation, until it is imported and updated", () => {
    const sandbox = ready();
    expect(messageOf(() => sandbox.create("members", list(alice, bob, "nobody")))).toBe(
      `Error adding member nobody to group ${groupId}: googleapi: Error 400: Missing required field: memberKey, required`,
    );
    expect(sandbox.addresses(groupId)).toEqual([alice, bob]);
    const mended = list(alice, bob, robot);
    const again = () => sandbox.create("members", mended);
    expect(again).toThrow("Error 409: Member already exists., duplicate");
    expect(again).toThrow("Error 409: Member already exists., duplicate");
    const imported = sandbox.import("members", `groups/${groupId}`);
    expect(sandbox.changed("members", imported.outputs, mended)).toEqual(["members"]);
    const updated = sandbox.update("members", imported, mended);
    expect(sandbox.changed("members", updated.outputs, mended)).toEqual([]);
    expect(sandbox.addresses(groupId)).toEqual([alice, bob, robot]);
  });

  it("cannot remove a member who has already left, but can be deleted", () => {
    const sandbox = ready();
    const created = sandbox.create("members", list(alice, bob));
    sandbox.store.delete(memberName(groupId, bob));
    expect(() => sandbox.update("members", created, list(alice))).toThrow(
      "googleapi: Error 404: Resource Not Found: memberKey, notFound",
    );
    sandbox.delete("members", created);
    expect(sandbox.addresses(groupId)).toEqual([]);
  });

  it.each([
    ["nobody", {}, "Error 400: Missing required field: memberKey, required"],
    ["k8s-infra-none@kubernetes.io", { type: "GROUP" }, "Error 404: Resource Not Found: memberKey, notFound"],
    [inner, { type: "GROUP", role: "OWNER" }, "Error 400: Invalid Input: memberKey, invalid"],
    [inner, { type: "GROUP", role: "MANAGER" }, "Error 400: Invalid Input: memberKey, invalid"],
    [groupId, { type: "GROUP" }, "Error 412: Cyclic memberships not allowed, conditionNotMet"],
  ])("refuses %s %j", (email, how, message) => {
    expect(messageOf(() => ready().create("members", list({ email, ...how })))).toBe(
      `Error adding member ${email} to group ${groupId}: googleapi: ${message}`,
    );
  });

  it("refuses a longer cycle, and a group that does not exist", () => {
    const sandbox = ready();
    sandbox.create("members", list({ email: inner, type: "GROUP" }));
    sandbox.group("k8s-infra-middle");
    const middle = "k8s-infra-middle@kubernetes.io";
    sandbox.create("member", { groupId: inner, email: middle, type: "GROUP" });
    expect(() => sandbox.create("member", { groupId: middle, email: groupId, type: "GROUP" })).toThrow(
      "Error 412: Cyclic memberships not allowed, conditionNotMet",
    );
    const none = { groupId: "none@kubernetes.io", members: [{ email: alice }] };
    expect(messageOf(() => sandbox.create("members", none))).toBe(
      `Error adding member ${alice} to group none@kubernetes.io: googleapi: Error 404: Resource Not Found: groupKey, notFound`,
    );
    expect(sandbox.read("members", "groups/none@kubernetes.io")).toBeUndefined();
  });

  it("fails at check with an unknown role or no address, and accepts the world's groups", () => {
    const sandbox = ready();
    expect(sandbox.failures("members", list({ email: alice, role: "owner" }))).toEqual([
      'members[0].role: expected members[0].role to be one of ["MANAGER" "MEMBER" "OWNER"], got owner',
    ]);
    expect(sandbox.failures("members", list({ role: "OWNER" }))).toHaveLength(1);
    sandbox.create("members", list({ email: "k8s-infra-release-editors@kubernetes.io", type: "GROUP" }));
    expect(messageOf(() => sandbox.read("members", groupId))).toContain("not of the correct format");
  });
});

describe("one member", () => {
  const inputs = { groupId, email: alice };

  it("is created without a diff, updated, imported by address and by id, and deleted", () => {
    const sandbox = ready();
    const created = sandbox.create("member", inputs);
    const { memberId } = created.outputs;
    expect(created.id).toBe(`groups/${groupId}/members/${String(memberId)}`);
    expect(memberId).toMatch(/^1\d{20}$/);
    expect(sandbox.changed("member", created.outputs, inputs)).toEqual([]);

    const manager = { ...inputs, role: "MANAGER", deliverySettings: "DIGEST" };
    expect(sandbox.changed("member", created.outputs, manager)).toEqual(["role", "deliverySettings"]);
    const updated = sandbox.update("member", created, manager);
    for (const id of [created.id, `groups/${groupId}/members/${alice}`]) {
      const imported = sandbox.import("member", id);
      expect([imported.id, imported.outputs]).toEqual([created.id, updated.outputs]);
    }
    expect(sandbox.replaced("member", created.outputs, { ...inputs, email: bob })).toEqual(["email"]);
    sandbox.delete("member", updated);
    expect(sandbox.read("member", created.id, updated.outputs, manager)).toBeUndefined();
    sandbox.delete("member", updated);
  });

  it("is refused if it already exists, and its deletion leaves the others alone", () => {
    const sandbox = ready();
    const first = sandbox.create("member", inputs);
    sandbox.create("member", { groupId, email: bob });
    expect(() => sandbox.create("member", { groupId, email: "ALICE@example.com" })).toThrow(
      "Error 409: Member already exists., duplicate",
    );
    sandbox.delete("member", first);
    expect(sandbox.addresses(groupId)).toEqual([bob]);
  });

  it("cannot move to another group, and an import id needs four parts", () => {
    const sandbox = ready();
    const created = sandbox.create("member", inputs);
    const moved = { ...inputs, groupId: inner };
    expect([
      sandbox.changed("member", created.outputs, moved),
      sandbox.replaced("member", created.outputs, moved),
    ]).toEqual([["groupId"], []]);
    expect(() => sandbox.update("member", created, moved)).toThrow("Resource Not Found: memberKey, notFound");
    expect(() => sandbox.read("member", `groups/${groupId}`)).toThrow("not of the correct format");
  });
});
