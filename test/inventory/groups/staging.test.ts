import { expect, test } from "vitest";
import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import {
  checkStagingGroups,
  stagingGroupBlock,
  withStagingGroups,
} from "../../../inventory/groups/staging.ts";
import { groupsAt, inventoryAt, parseInventory } from "../../support/load.ts";
import { fromRoot } from "../../../boot/root.ts";
import { diagnoseGroups, entry, groupsFile, load } from "./diagnose.ts";

const reconciled = 'settings: { ReconcileMembers: "true" }';
const none = { "groups.yaml": "groups: []" };

/** The messages about staging projects (the first on line 4 of f) and a folder's groups. */
function said(projects: readonly string[], files: Readonly<Record<string, string>>): string[] {
  const text = ["infra:", "  staging:", "    projects:", ...projects.map((line) => `      ${line}`)];
  const { inventory } = parseInventory(text.join("\n"), "f");
  const { groups } = load(files);
  if (inventory === undefined || groups === undefined) throw new Error("the test's data has an error");
  return formatDiagnostics(checkStagingGroups(inventory, groups)).split("\n").slice(0, -1);
}

function withGroup(name: string, ...keys: string[]): Record<string, string> {
  return { "groups.yaml": groupsFile(entry(`k8s-infra-staging-${name}`, reconciled, ...keys)) };
}

const block = (name: string) => [
  `      - email-id: k8s-infra-staging-${name}@kubernetes.io`,
  `        name: k8s-infra-staging-${name}`,
  `        description: ACL for staging ${name}`,
  `        settings:`,
  `          ReconcileMembers: "true"`,
  `        members: []`,
];

test("a project whose group is declared is not reported", () => {
  expect(said(["k8s-staging-kind:"], withGroup("kind"))).toEqual([]);
});

test("a project without its group is reported with the lines to add and a file that may declare them", () => {
  const files = {
    ...none,
    "restrictions.yaml": [
      "restrictions:",
      "- { path: sig-a/groups.yaml, allowedGroups: ['^sig-a'] }",
      "- { path: sig-b/groups.yaml, allowedGroups: ['^k8s-infra-staging-kind@'] }",
      "- { path: '**', allowedGroups: ['^k8s-infra'] }",
    ].join("\n"),
  };
  expect(said(["k8s-staging-kind:"], files)).toEqual([
    "f:4:7: warning: k8s-staging-kind: the group k8s-infra-staging-kind@kubernetes.io that writes its images is not declared [staging-group-missing]",
    "    it is made without members; add these lines to sig-b/groups.yaml, with the members of the group:",
    ...block("kind"),
  ]);
});

test("the suggested lines are valid as they are", () => {
  const [project] = parseInventory("infra: { staging: { projects: { k8s-staging-kind: } } }", "f").inventory!
    .stagingProjects;
  expect(diagnoseGroups(...stagingGroupBlock(project!).map((line) => line.slice(2)))).toEqual([]);
});

test("a group that is allowed by a glob is suggested for an existing file", () => {
  const files = {
    "sig-a/groups.yaml": "groups: []",
    "restrictions.yaml":
      "restrictions: [{ path: 'sig-*/*', allowedGroups: ['^k8s-infra-staging-'] }, { path: '**' }]",
  };
  expect(said(["k8s-staging-kind:"], files)[1]).toBe(
    "    it is made without members; add these lines to sig-a/groups.yaml, with the members of the group:",
  );
});

test("a group that no file may declare needs a new restriction for the file of the project's SIG", () => {
  const files = { ...none, "restrictions.yaml": 'restrictions: [{ path: "**" }]' };
  const add = (sig: string) =>
    `    it is made without members; add these lines to ${sig}/groups.yaml, and '^k8s-infra-staging-kind@kubernetes\\.io$' to its allowedGroups in restrictions.yaml, with the members of the group:`;
  expect(said(["k8s-staging-kind:"], files)[1]).toBe(add("<sig>"));
  expect(said(["k8s-staging-kind: { sig: sig-testing }"], files)[1]).toBe(add("sig-testing"));
});

test("a project that names its group requires that one", () => {
  const projects = ["k8s-staging-kind: { group: sig-testing-leads@kubernetes.io }"];
  expect(said(projects, { "groups.yaml": groupsFile(entry("sig-testing-leads")) })).toEqual([]);
  expect(said(projects, none)[0]).toBe(
    "f:4:27: error: k8s-staging-kind: the group sig-testing-leads@kubernetes.io that writes its images is not declared [staging-group-missing]",
  );
});

test("projects without writers need no group", () => {
  const projects = [
    "k8s-staging-a: { profile: build-only }",
    "k8s-staging-b: { state: retired, read_only_until: 2027-03-01 }",
  ];
  expect(said(projects, none)).toEqual([]);
});

test("a group may be retired only after its project", () => {
  const files = withGroup("kind", "state: retired");
  expect(said(["k8s-staging-kind: { state: frozen }"], files)).toEqual([
    "f:4:7: error: k8s-staging-kind: the group k8s-infra-staging-kind@kubernetes.io that writes its images is retired (groups.yaml:2) [staging-group-retired]",
    "    make the project `state: retired` first, or remove the state of the group",
  ]);
  expect(said(["k8s-staging-kind: { state: retired, read_only_until: 2027-03-01 }"], files)).toEqual([]);
});

const retire = "    make the group `state: retired`";

test.each([
  ["k8s-staging-other: { group: k8s-infra-staging-kind@kubernetes.io }", []],
  [
    "k8s-staging-kind: { profile: build-only }",
    [
      "k8s-infra-staging-kind@kubernetes.io writes nothing: k8s-staging-kind has no images (profile build-only)",
      retire,
    ],
  ],
  [
    "k8s-staging-kind: { state: retired, read_only_until: 2027-03-01 }",
    ["k8s-infra-staging-kind@kubernetes.io writes nothing: k8s-staging-kind is retired", retire],
  ],
  [
    "k8s-staging-other: { profile: build-only }",
    [
      "k8s-infra-staging-kind@kubernetes.io is named after k8s-staging-kind, which is not declared",
      "    declare the project, or make the group `state: retired`",
    ],
  ],
])(
  "a staging group is reported as unused if no project gives it a role: %s",
  (project, [message, hint]: string[]) => {
    expect(said([project], withGroup("kind"))).toEqual(
      message === undefined ? [] : [`groups.yaml:2:5: warning: ${message} [staging-group-unused]`, hint],
    );
  },
);

test("a group whose project names another group is reported as unused", () => {
  const files = {
    "groups.yaml": groupsFile(entry("k8s-infra-staging-kind", reconciled), entry("leads-of-kind")),
  };
  expect(said(["k8s-staging-kind: { group: leads-of-kind@kubernetes.io }"], files)).toEqual([
    "groups.yaml:2:5: warning: k8s-infra-staging-kind@kubernetes.io writes nothing: k8s-staging-kind is written by leads-of-kind@kubernetes.io [staging-group-unused]",
    retire,
  ]);
});

test("this repository's groups have no mistakes and match its projects", () => {
  const { groups, diagnostics } = groupsAt(fromRoot("groups"), "groups");
  const { inventory } = inventoryAt(fromRoot("infra/gcp/infra.yaml"));
  expect(diagnostics).toEqual([]);
  expect(checkStagingGroups(inventory!, groups!)).toEqual([]);
});

test("this repository's groups contain no personal addresses", () => {
  const { groups } = groupsAt(fromRoot("groups"), "groups");
  const addresses = new Set(
    groups!.groups.flatMap(({ owners, managers, members }) => [...owners, ...managers, ...members]),
  );
  expect(
    [...addresses].filter((address) => !/(@kubernetes\.io|\.gserviceaccount\.com)$/.test(address)),
  ).toEqual([]);
});

test("a project's default group is created even if it is not declared, and does not reconcile members", () => {
  const { inventory } = parseInventory(
    "infra: { staging: { projects: { k8s-staging-a: { profile: build-only }, k8s-staging-kind: , k8s-staging-named: { group: x@kubernetes.io } } } }",
    "f",
  );
  const groups = withStagingGroups(inventory!, []);
  expect(
    groups.map(({ email, description, reconcileMembers }) => [email, description, reconcileMembers]),
  ).toEqual([["k8s-infra-staging-kind@kubernetes.io", "ACL for staging kind", false]]);
});

test("a declared group is used as it is declared", () => {
  const { inventory } = parseInventory("infra: { staging: { projects: { k8s-staging-kind: } } }", "f");
  const { groups } = load(withGroup("kind"));
  expect(withStagingGroups(inventory!, groups!.groups)).toEqual(groups!.groups);
});

test("a group with partial membership does not reconcile members, whatever its settings", () => {
  const { groups } = load(withGroup("kind", "membership: partial"));
  expect(groups!.groups.map(({ reconcileMembers }) => reconcileMembers)).toEqual([false]);
});
