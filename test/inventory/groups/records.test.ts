import { expect, test } from "vitest";
import { entry, groupsOfLines } from "./diagnose.ts";

const defaults = {
  AllowExternalMembers: "true",
  MembersCanPostAsTheGroup: "false",
  MessageModerationLevel: "MODERATE_NONE",
  WhoCanDiscoverGroup: "ALL_IN_DOMAIN_CAN_DISCOVER",
  WhoCanJoin: "INVITED_CAN_JOIN",
  WhoCanModerateContent: "OWNERS_AND_MANAGERS",
  WhoCanModerateMembers: "OWNERS_AND_MANAGERS",
  WhoCanPostMessage: "ALL_MEMBERS_CAN_POST",
  WhoCanViewGroup: "ALL_MEMBERS_CAN_VIEW",
  WhoCanViewMembership: "ALL_MANAGERS_CAN_VIEW",
};

const at = (line: number, column: number) => ({ file: "groups.yaml", line, column });

test("a group with only an address and a name gets all defaults", () => {
  expect(groupsOfLines(entry("kind")).groups).toEqual([
    {
      email: "kind@kubernetes.io",
      name: "kind",
      description: "",
      membership: "complete",
      state: "active",
      settings: defaults,
      reconcileMembers: false,
      owners: [],
      managers: [],
      members: [],
      nested: [],
      origin: at(2, 5),
      origins: {},
      declared: { "email-id": at(2, 7), name: at(2, 37) },
    },
  ]);
});

test("an entry overrides the defaults; its addresses are lowercased and sorted, with their positions", () => {
  const lines = [
    "- email-id: Kind@kubernetes.io",
    "  name: Kind",
    "  description: |-",
    "    First line",
    "    second line",
    "  settings:",
    "    WhoCanJoin: ANYONE_CAN_JOIN",
    '    AllowWebPosting: "true"',
    '    ReconcileMembers: "true"',
    "  owners: [b@example.com, A@example.com]",
    "  managers: [M@example.com]",
    "  members:",
    "    - z@example.com",
    "    - sig-node@kubernetes.io",
    "  state: retired",
    "- { email-id: sig-node@kubernetes.io, name: sig-node }",
  ];
  expect(groupsOfLines(...lines).groups[0]).toEqual({
    email: "kind@kubernetes.io",
    name: "Kind",
    description: "First line\nsecond line",
    membership: "complete",
    state: "retired",
    settings: { ...defaults, AllowWebPosting: "true", WhoCanJoin: "ANYONE_CAN_JOIN" },
    reconcileMembers: true,
    owners: ["a@example.com", "b@example.com"],
    managers: ["m@example.com"],
    members: ["sig-node@kubernetes.io", "z@example.com"],
    nested: ["sig-node@kubernetes.io"],
    origin: at(2, 5),
    origins: {
      "a@example.com": at(11, 29),
      "b@example.com": at(11, 14),
      "m@example.com": at(12, 16),
      "sig-node@kubernetes.io": at(15, 9),
      "z@example.com": at(14, 9),
    },
    declared: {
      "email-id": at(2, 5),
      name: at(3, 5),
      description: at(4, 5),
      settings: at(7, 5),
      "settings.WhoCanJoin": at(8, 7),
      "settings.AllowWebPosting": at(9, 7),
      "settings.ReconcileMembers": at(10, 7),
      owners: at(11, 5),
      managers: at(12, 5),
      members: at(13, 5),
      state: at(16, 5),
    },
  });
});

test("records are deeply frozen", () => {
  const groups = groupsOfLines(entry("kind", "members: [a@example.com]"));
  const [kind] = groups.groups;
  const parts = [groups, groups.config, groups.groups, kind, kind?.members, kind?.settings, kind?.origins];
  expect(parts.map((part) => Object.isFrozen(part))).toEqual(parts.map(() => true));
});
