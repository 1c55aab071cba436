import { expect, test } from "vitest";
import { config, diagnose, diagnoseGroups, entry, groupsFile } from "./diagnose.ts";

const reconciled = 'settings: { ReconcileMembers: "true" }';
const visible = 'settings: { ReconcileMembers: "true", WhoCanViewMembership: ALL_MEMBERS_CAN_VIEW }';

const cases: [behaviour: string, lines: string[], said: string[]][] = [
  ["a group without any members is taken", [entry("kind")], []],
  [
    "the address of a group is its name in the main domain",
    ["- { email-id: kinds@kubernetes.io, name: kind }"],
    [
      'groups.yaml:2:44: error: kinds@kubernetes.io is named "kind"; the address of a group is its name with @kubernetes.io [group-name]',
      "    write `name: kinds`, or `email-id: kind@kubernetes.io`",
    ],
  ],
  ["the case of a group's address does not matter", ["- { email-id: Kind@Kubernetes.io, name: kind }"], []],
  [
    "a group is in a domain of ours",
    ["- { email-id: kind@example.com, name: kind }"],
    [
      "groups.yaml:2:17: error: the group kind@example.com is not in kubernetes.io [group-domain]",
      "    write kind@kubernetes.io, or add example.com to `domains` in config.yaml",
    ],
  ],
  [
    "a name of 18 characters after k8s-infra-staging- is taken, one of 19 is not",
    [
      entry("k8s-infra-staging-abcdefghijklmnopqr", reconciled),
      entry("k8s-infra-staging-abcdefghijklmnopqrs", reconciled),
    ],
    [
      "groups.yaml:3:17: error: the group k8s-infra-staging-abcdefghijklmnopqrs@kubernetes.io is too long: after k8s-infra-staging- there is room for 18 characters [group-length]",
      "    make it 1 character shorter",
    ],
  ],
  [
    "a group is declared once, whatever the case",
    [entry("kind"), "- { email-id: KIND@kubernetes.io, name: kind }"],
    [
      "groups.yaml:3:17: error: the group kind@kubernetes.io is declared twice: here and in groups.yaml:2 [duplicate-group]",
      "    remove one of the two entries",
    ],
  ],
  [
    "an address has one role in a group, whatever the case",
    [entry("kind", "owners: [a@example.com]", "members: [b@example.com, A@example.com]")],
    [
      "groups.yaml:2:99: error: kind@kubernetes.io: a@example.com is listed twice, here in members and on line 2 in owners [duplicate-member]",
      "    an address has one role in a group: remove one of the two",
    ],
  ],
  [
    "a k8s-infra group has no owners and exactly the listed members",
    [
      entry("k8s-infra-x", "owners: [a@example.com]"),
      entry("k8s-infra-y", 'settings: { ReconcileMembers: "false" }'),
    ],
    [
      "groups.yaml:2:5: error: k8s-infra-x@kubernetes.io must state that its members are exactly the listed ones, as every group whose name starts with k8s-infra [infra-group-reconcile]",
      '    add `ReconcileMembers: "true"` to its settings',
      "groups.yaml:2:63: error: k8s-infra-x@kubernetes.io has owners; a group whose name starts with k8s-infra has none, so that nobody changes it by hand [infra-group-owners]",
      "    move them to `members`",
      "groups.yaml:3:93: error: k8s-infra-y@kubernetes.io must state that its members are exactly the listed ones, as every group whose name starts with k8s-infra [infra-group-reconcile]",
      '    add `ReconcileMembers: "true"` to its settings',
    ],
  ],
  [
    "GKE sees the members of its groups, which are all in the one above them, with nobody else",
    [
      entry("k8s-infra-rbac-a", visible),
      entry("k8s-infra-rbac-b", reconciled),
      entry("gke-security-groups", "members: [k8s-infra-rbac-a@kubernetes.io, a@example.com]"),
    ],
    [
      "groups.yaml:3:17: error: k8s-infra-rbac-b@kubernetes.io is not a member of gke-security-groups@kubernetes.io, so GKE does not know it [rbac-not-listed]",
      "    add it to the members in groups.yaml:4",
      "groups.yaml:3:73: error: k8s-infra-rbac-b@kubernetes.io: GKE cannot see its members [rbac-visibility]",
      '    add `WhoCanViewMembership: "ALL_MEMBERS_CAN_VIEW"` to its settings',
      "groups.yaml:4:5: error: gke-security-groups@kubernetes.io: GKE cannot see its members [rbac-visibility]",
      '    add `WhoCanViewMembership: "ALL_MEMBERS_CAN_VIEW"` to its settings',
      "groups.yaml:4:121: error: gke-security-groups@kubernetes.io may only have declared k8s-infra-rbac groups as members, not a@example.com [rbac-member]",
      "    remove it",
    ],
  ],
  [
    "the group above the groups of GKE should be declared, too",
    [entry("k8s-infra-rbac-a", visible)],
    [
      "groups.yaml:2:5: warning: k8s-infra-rbac-a@kubernetes.io works in GKE only as a member of gke-security-groups@kubernetes.io, which is not declared here [rbac-parent]",
      "    declare gke-security-groups@kubernetes.io, with every k8s-infra-rbac group in its members",
    ],
  ],
  [
    "a member in a domain of ours should be a declared group",
    [
      entry("sig-node"),
      entry("kind", "members: [sig-nod@kubernetes.io, other@kubernetes.io, a@example.com]"),
    ],
    [
      "groups.yaml:3:59: warning: kind@kubernetes.io: sig-nod@kubernetes.io is in a domain of ours, but no such group is declared [undeclared-member]",
      "    did you mean sig-node@kubernetes.io?",
      "groups.yaml:3:82: warning: kind@kubernetes.io: other@kubernetes.io is in a domain of ours, but no such group is declared [undeclared-member]",
      "    declare it, or remove it here",
    ],
  ],
  [
    "a retired group is in no group that lives",
    [
      entry("old", "state: retired"),
      entry("older", "state: retired", "members: [old@kubernetes.io]"),
      entry("kind", "members: [old@kubernetes.io]"),
    ],
    [
      "groups.yaml:4:59: error: kind@kubernetes.io: old@kubernetes.io is retired; Google will refuse it as a member once it is deleted [retired-member]",
      "    remove it from this group, too",
    ],
  ],
  [
    "a circle of groups is named whole, and each of two circles",
    [
      entry("a", "members: [b@kubernetes.io]"),
      entry("b", "members: [c@kubernetes.io]"),
      entry("c", "members: [A@kubernetes.io, b@kubernetes.io]"),
    ],
    [
      "groups.yaml:4:53: error: groups contain each other: a@kubernetes.io > b@kubernetes.io > c@kubernetes.io > a@kubernetes.io [group-cycle]",
      "    remove one of these memberships, for example this one",
      "groups.yaml:4:70: error: groups contain each other: b@kubernetes.io > c@kubernetes.io > b@kubernetes.io [group-cycle]",
      "    remove one of these memberships, for example this one",
    ],
  ],
  [
    "a group does not contain itself",
    [entry("a", "members: [a@kubernetes.io]")],
    [
      "groups.yaml:2:53: error: a@kubernetes.io contains itself [group-cycle]",
      "    remove it from its own members",
    ],
  ],
  [
    "a group is no owner and no manager of another one",
    [
      entry("a", "owners: [c@kubernetes.io, ada@example.com]"),
      entry("b", "managers: [c@kubernetes.io]"),
      entry("c"),
    ],
    [
      "groups.yaml:2:52: error: a@kubernetes.io: c@kubernetes.io is a group, which Google takes only as a member, not in `owners` [group-as-owner]",
      "    list the people instead, or move it to `members`",
      "groups.yaml:3:54: error: b@kubernetes.io: c@kubernetes.io is a group, which Google takes only as a member, not in `managers` [group-as-owner]",
      "    list the people instead, or move it to `members`",
    ],
  ],
  [
    "a group that is reached in two ways is no circle",
    [
      entry("a", "members: [b@kubernetes.io, c@kubernetes.io]"),
      entry("b", "members: [c@kubernetes.io]"),
      entry("c"),
    ],
    [],
  ],
  [
    "the group of leads can be used on the web",
    [entry("leads", 'settings: { AllowWebPosting: "false" }')],
    [
      "groups.yaml:2:80: error: leads@kubernetes.io must be usable on the web [leads-web-posting]",
      '    add `AllowWebPosting: "true"` to its settings',
    ],
  ],
  [
    "security's groups have its owners, in any order",
    [
      entry("security", "owners: [a@example.com, b@example.com]"),
      entry("distributors-announce", "owners: [B@example.com, a@example.com]"),
      entry("security-discuss-private", "owners: [a@example.com, c@example.com]"),
    ],
    [
      "groups.yaml:4:89: error: security-discuss-private@kubernetes.io must have the same owners as security@kubernetes.io [security-owners]",
      "    add b@example.com; remove c@example.com",
    ],
  ],
  [
    "security's groups have no owners when security is not declared",
    [entry("distributors-announce", "owners: [a@example.com]"), entry("security-discuss-private")],
    [
      "groups.yaml:2:83: error: distributors-announce@kubernetes.io must have the same owners as security@kubernetes.io, which is not declared [security-owners]",
      "    remove a@example.com",
    ],
  ],
];

test.each(cases)("%s", (_, lines, said) => {
  expect(diagnoseGroups(...lines)).toEqual(said);
});

const security = "- { email-id: security@etcd.io, name: etcd-security }";
const twoDomains = "domains: [kubernetes.io, etcd.io]";

test("etcd's security group is exempt from the naming rule unless skip-kubernetes-io-tests is set", () => {
  const said = (...lines: string[]) =>
    diagnose({ "config.yaml": config(twoDomains, ...lines), "groups.yaml": groupsFile(security) });
  expect(said()).toEqual([]);
  expect(said("skip-kubernetes-io-tests: true")).toEqual([
    'groups.yaml:2:41: error: security@etcd.io is named "etcd-security"; the address of a group is its name with @kubernetes.io [group-name]',
    "    write `email-id: etcd-security@kubernetes.io`",
  ]);
});

test("skip-kubernetes-io-tests disables the rules about specific groups", () => {
  const files = (skip: boolean) => ({
    "config.yaml": config(`skip-kubernetes-io-tests: ${skip}`),
    "groups.yaml": groupsFile(entry("leads"), entry("distributors-announce", "owners: [a@example.com]")),
  });
  expect(diagnose(files(false)).map((line) => line.replace(/.*\[(.*)\]$/, "$1"))).toEqual([
    "leads-web-posting",
    '    add `AllowWebPosting: "true"` to its settings',
    "security-owners",
    "    remove a@example.com",
  ]);
  expect(diagnose(files(true))).toEqual([]);
});

test("a group that is declared in two files is reported with both places", () => {
  const files = { "groups.yaml": groupsFile(entry("kind")), "sig-a/groups.yaml": groupsFile(entry("kind")) };
  expect(diagnose(files)).toEqual([
    "sig-a/groups.yaml:2:17: error: the group kind@kubernetes.io is declared twice: here and in groups.yaml:2 [duplicate-group]",
    "    remove one of the two entries",
  ]);
});
