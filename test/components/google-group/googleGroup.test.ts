import { describe, expect, it } from "vitest";
import {
  describeGoogleGroup,
  inNestingOrder,
  RETIRED_DESCRIPTION,
} from "../../../components/google-group/describe.ts";
import { googleGroupImportIds } from "../../../components/google-group/import-ids.ts";
import { managedSettings } from "../../../components/google-group/settings.ts";
import { effectiveSettings } from "../../../inventory/groups/settings.ts";
import type { Group } from "../../../inventory/groups/types.ts";
import { Sandbox } from "../../localcloud/googleworkspace/sandbox.ts";

const email = "k8s-infra-staging-demo@kubernetes.io";
const inner = "k8s-infra-release-editors@kubernetes.io";

function record(changes: Partial<Group> = {}): Group {
  return {
    email,
    name: "k8s-infra-staging-demo",
    description: "ACL for staging demo",
    state: "active",
    settings: effectiveSettings({}),
    membership: "complete",
    reconcileMembers: true,
    owners: [],
    managers: [],
    members: ["bob@example.com", inner, "Alice@example.com"],
    nested: [inner],
    origin: { line: 1, column: 1 } as Group["origin"],
    origins: {},
    declared: {},
    ...changes,
  };
}

describe("a group that reconciles its members", () => {
  it("consists of a group, its settings and one member list, in the provider's terms", () => {
    expect(describeGoogleGroup(record())).toEqual({
      retain: true,
      group: {
        name: email,
        args: { email, name: "k8s-infra-staging-demo", description: "ACL for staging demo" },
      },
      settings: {
        name: `${email}/settings`,
        args: {
          email,
          allowExternalMembers: true,
          membersCanPostAsTheGroup: false,
          messageModerationLevel: "MODERATE_NONE",
          whoCanDiscoverGroup: "ALL_IN_DOMAIN_CAN_DISCOVER",
          whoCanJoin: "INVITED_CAN_JOIN",
          whoCanModerateContent: "OWNERS_AND_MANAGERS",
          whoCanModerateMembers: "OWNERS_AND_MANAGERS",
          whoCanPostMessage: "ALL_MEMBERS_CAN_POST",
          whoCanViewGroup: "ALL_MEMBERS_CAN_VIEW",
          whoCanViewMembership: "ALL_MANAGERS_CAN_VIEW",
        },
      },
      unmanagedSettings: [
        "allowWebPosting",
        "archiveOnly",
        "customFooterText",
        "customReplyTo",
        "defaultMessageDenyNotificationText",
        "enableCollaborativeInbox",
        "includeCustomFooter",
        "includeInGlobalAddressList",
        "isArchived",
        "primaryLanguage",
        "replyTo",
        "sendMessageDenyNotification",
        "spamModerationLevel",
        "whoCanAssistContent",
        "whoCanContactOwner",
        "whoCanLeaveGroup",
      ],
      memberList: {
        name: `${email}/members`,
        args: {
          groupId: email,
          members: [
            { email: "alice@example.com", role: "MEMBER", type: "USER" },
            { email: "bob@example.com", role: "MEMBER", type: "USER" },
            { email: inner, role: "MEMBER", type: "GROUP" },
          ],
        },
      },
      members: [],
      memberGroups: [inner],
    });
  });

  it("has the same description whatever the order of its members", () => {
    const { members } = record();
    expect(describeGoogleGroup(record({ members: members.toReversed() }))).toEqual(
      describeGoogleGroup(record()),
    );
  });

  it("shows no diff on localcloud after it is created or imported by its import ids", () => {
    const sandbox = new Sandbox();
    const described = describeGoogleGroup(record());
    const ids = googleGroupImportIds(described);
    const parts = [
      ["group", described.group],
      ["settings", described.settings],
      ["members", described.memberList],
    ] as const;
    for (const [kind, part] of parts) {
      if (part === undefined) throw new Error("no list");
      const args = { ...part.args };
      const ignored = kind === "settings" ? described.unmanagedSettings : [];
      const made = sandbox.create(kind, args);
      expect(sandbox.changed(kind, made.outputs, args, ignored)).toEqual([]);
      const imported = sandbox.import(kind, ids[part.name] ?? "");
      expect([imported.id, sandbox.changed(kind, imported.outputs, args, ignored)]).toEqual([made.id, []]);
    }
  });
});

describe("a group that does not reconcile its members", () => {
  const open = record({
    email: "sig-demo@kubernetes.io",
    reconcileMembers: false,
    owners: ["olga@example.com"],
    managers: ["max@example.com"],
    members: ["bob@example.com"],
    nested: [],
  });

  it("has one membership per address, with its role, and import ids derived from the record alone", () => {
    const described = describeGoogleGroup(open);
    expect(described.memberList).toBeUndefined();
    const groupId = "sig-demo@kubernetes.io";
    expect(described.members).toEqual([
      {
        name: `${groupId}/members/bob@example.com`,
        args: { groupId, email: "bob@example.com", role: "MEMBER", type: "USER" },
        retain: true,
      },
      {
        name: `${groupId}/members/max@example.com`,
        args: { groupId, email: "max@example.com", role: "MANAGER", type: "USER" },
        retain: false,
      },
      {
        name: `${groupId}/members/olga@example.com`,
        args: { groupId, email: "olga@example.com", role: "OWNER", type: "USER" },
        retain: false,
      },
    ]);
    expect(googleGroupImportIds(described)).toEqual({
      [groupId]: groupId,
      [`${groupId}/settings`]: groupId,
      [`${groupId}/members/bob@example.com`]: `groups/${groupId}/members/bob@example.com`,
      [`${groupId}/members/max@example.com`]: `groups/${groupId}/members/max@example.com`,
      [`${groupId}/members/olga@example.com`]: `groups/${groupId}/members/olga@example.com`,
    });
  });
});

describe("a retired group", () => {
  it.each([true, false])(
    "is no longer retained and has no members (reconcileMembers: %s)",
    (reconcileMembers) => {
      const described = describeGoogleGroup(record({ state: "retired", reconcileMembers }));
      expect(described.retain).toBe(false);
      expect(described.group.args.description).toBe(RETIRED_DESCRIPTION);
      expect(described.memberList?.args.members ?? []).toEqual([]);
      expect([described.members, described.memberGroups]).toEqual([[], []]);
    },
  );
});

describe("managed settings", () => {
  it("throw on a setting that the provider lacks and on a flag that is not true or false", () => {
    expect(() => managedSettings({ WhoCanInvite: "X" })).toThrow(
      'the provider has no group setting "WhoCanInvite"',
    );
    expect(() => managedSettings({ AllowWebPosting: "yes" })).toThrow(
      "AllowWebPosting must be true or false, not yes",
    );
  });
});

describe("the order of nesting", () => {
  it("puts member groups first and keeps the order otherwise", () => {
    const [a, b, c] = ["a@kubernetes.io", "b@kubernetes.io", "c@kubernetes.io"];
    const records = [
      record({ email: a, nested: [c] }),
      record({ email: b, nested: ["elsewhere@kubernetes.io"] }),
      record({ email: c, nested: [b] }),
    ];
    expect(inNestingOrder(records).map((group) => group.email)).toEqual([b, c, a]);
  });

  it("terminates even if groups contain each other", () => {
    const [a, b] = ["a@kubernetes.io", "b@kubernetes.io"];
    const records = [record({ email: a, nested: [b] }), record({ email: b, nested: [a] })];
    expect(inNestingOrder(records).map((group) => group.email)).toEqual([b, a]);
  });
});
