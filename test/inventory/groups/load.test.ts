import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { groupsAt } from "../../support/load.ts";
import { fromRoot } from "../../../boot/root.ts";
import { config, diagnose, entry, groupsFile } from "./diagnose.ts";

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

function written(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "groups-"));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const usual = {
  "config.yaml": config(),
  "restrictions.yaml": "restrictions: []",
  "groups.yaml": "groups: []",
};

function said(folder: string): string[] {
  return formatDiagnostics(groupsAt(folder, "g").diagnostics).split("\n").slice(0, -1);
}

test("every groups.yaml in the folder is read at any depth, the root's first", () => {
  const folder = written({
    ...usual,
    "sig-a/groups.yaml": groupsFile(entry("a")),
    "sig-a/deep/groups.yaml": groupsFile(entry("b")),
    "groups.yaml": groupsFile(entry("c")),
    OWNERS: "approvers: []",
  });
  const { groups, diagnostics } = groupsAt(folder, "g");
  expect(diagnostics).toEqual([]);
  expect(groups?.files).toEqual(["groups.yaml", "sig-a/deep/groups.yaml", "sig-a/groups.yaml"]);
  expect(groups?.groups.map(({ email, origin }) => `${email} ${origin.file}`)).toEqual([
    "a@kubernetes.io g/sig-a/groups.yaml",
    "b@kubernetes.io g/sig-a/deep/groups.yaml",
    "c@kubernetes.io g/groups.yaml",
  ]);
});

test("source positions contain the file's path unless another name is given", () => {
  const folder = written({ ...usual, "groups.yaml": groupsFile(entry("a")) });
  expect(groupsAt(folder).groups?.groups[0]?.origin.file).toBe(join(folder, "groups.yaml"));
});

test("the configuration sets the paths of the groups and restrictions", () => {
  const files = {
    "config.yaml": config("groups-path: ./teams/", "restrictions-path: rules/who.yaml"),
    "rules/who.yaml": "restrictions: [{ path: sig-a/groups.yaml }]",
    "teams/sig-a/groups.yaml": groupsFile(entry("a")),
    "elsewhere/groups.yaml": "teams: []",
  };
  expect(said(written(files))).toEqual([
    'g/teams/sig-a/groups.yaml:2:17: error: sig-a/groups.yaml may not declare a@kubernetes.io: the entry for "sig-a/groups.yaml" (g/rules/who.yaml:1) allows none there [group-not-allowed]',
    "    add '^a@kubernetes\\.io$' to the allowedGroups of that entry",
  ]);
});

test("a missing folder is reported as a single error", () => {
  expect(said(join(written(usual), "none"))).toEqual([
    "g/config.yaml:1:1: error: the file cannot be read: there is no such file [unreadable-file]",
  ]);
});

test("a missing restrictions file and a file that is not UTF-8 are errors", () => {
  const folder = written({ ...usual, "sig-a/groups.yaml": Uint8Array.from([0x67, 0x0a, 0xff]) });
  rmSync(join(folder, "restrictions.yaml"));
  expect(said(folder)).toEqual([
    "g/restrictions.yaml:1:1: error: the file cannot be read: there is no such file [unreadable-file]",
    "g/sig-a/groups.yaml:2:1: error: the file is not UTF-8 text [not-text]",
    "    save it as UTF-8",
  ]);
});

test("a groups folder that is missing or has no groups.yaml is an error", () => {
  const folder = written(usual);
  rmSync(join(folder, "groups.yaml"));
  expect(said(folder)).toEqual(['g/config.yaml:3:14: error: there is no groups.yaml below "." [no-groups]']);
  expect(said(written({ ...usual, "config.yaml": config("groups-path: none") }))).toEqual([
    "g/none:1:1: error: the folder cannot be read: there is no such folder [unreadable-folder]",
  ]);
});

test("a YAML file with another name causes a warning that it is not read", () => {
  expect(diagnose({ "sig-a/groups.yml": groupsFile(entry("a")), "sig-a/README.md": "" })).toEqual([
    "sig-a/groups.yml:1:1: warning: only files named groups.yaml are read [unread-file]",
    "    rename it to groups.yaml if it declares groups",
  ]);
});

test("symbolic links to folders are not followed, so a cycle of them is harmless", () => {
  const folder = written(usual);
  symlinkSync(folder, join(folder, "loop"));
  expect(said(folder)).toEqual([]);
});

test("a link to limits.yaml is followed, and one that leads nowhere is reported", () => {
  const folder = written({
    ...usual,
    "groups.yaml": groupsFile(entry("a", "members: [b@example.com]")),
    "elsewhere.txt": "required_members: { a@kubernetes.io: [b@example.com] }\nwaivers: []",
  });
  symlinkSync("elsewhere.txt", join(folder, "limits.yaml"));
  expect(said(folder)).toEqual([]);
  expect(Object.keys(groupsAt(folder).groups!.limits.requiredMembers)).toEqual(["a@kubernetes.io"]);
  rmSync(join(folder, "elsewhere.txt"));
  expect(said(folder)).toEqual([
    "g/limits.yaml:1:1: error: the file cannot be read: there is no such file [unreadable-file]",
  ]);
});

test("what an unreadable file may declare is not missed in the others, whose own mistakes are reported", () => {
  const folder = written({
    ...usual,
    "groups.yaml": groupsFile(entry("a", "members: [b@kubernetes.io]"), entry("a", "members: []")),
    "sig-b/groups.yaml": ["<<<<<<< HEAD", groupsFile(entry("b")), "======="].join("\n"),
    "limits.yaml": "required_members: { b@kubernetes.io: [eve@example.com] }\nwaivers: []",
  });
  expect(said(folder).filter((line) => !line.startsWith(" "))).toEqual([
    "g/groups.yaml:3:17: error: the group a@kubernetes.io is declared twice: here and in g/groups.yaml:2 [duplicate-group]",
    "g/sig-b/groups.yaml:1:1: error: a conflict of a merge is left here [conflict-marker]",
  ]);
});

test("upstream's example yields only its known restriction errors and warnings", () => {
  const folder = written({});
  cpSync(fromRoot("test/fixtures/groups/upstream"), folder, { recursive: true });
  const refused = (line: number, name: string) => [
    `g/sig-node/groups.yaml:${line}:15: error: sig-node/groups.yaml may not declare ${name}@kubernetes.io: no pattern of the entry for "sig-node/groups.yaml" (g/restrictions.yaml:12) matches it [group-not-allowed]`,
    `    add '^${name}@kubernetes\\.io$' to the allowedGroups of that entry`,
  ];
  const absent = (line: number, sig: string) => [
    `g/restrictions.yaml:${line}:5: warning: there is no "${sig}/groups.yaml", so this entry never applies [restriction-unused]`,
    "    correct the path, or remove the entry",
  ];
  expect(said(folder)).toEqual([
    ...absent(5, "sig-docs"),
    ...absent(9, "sig-network"),
    ...absent(39, "sig-security"),
    ...absent(42, "sig-storage"),
    'g/sig-agentic-net/groups.yaml:6:15: error: sig-agentic-net/groups.yaml may not declare k8s-infra-staging-agentic-net@kubernetes.io: the entry for "**/*" (g/restrictions.yaml:46) allows none there [group-not-allowed]',
    "    add an entry for sig-agentic-net/groups.yaml with allowedGroups: ['^k8s-infra-staging-agentic-net@kubernetes\\.io$'] above that one",
    ...refused(7, "sig-node-leads"),
    ...refused(20, "sig-node"),
    ...refused(41, "k8s-infra-staging-cri-tools"),
    ...refused(58, "k8s-infra-staging-kmm"),
    ...refused(70, "k8s-infra-staging-nfd"),
    ...refused(83, "k8s-infra-staging-npd"),
    ...refused(98, "k8s-infra-staging-sp-operator"),
    "g/sig-release/groups.yaml:106:9: warning: k8s-infra-staging-ci-images@kubernetes.io: k8s-infra-prow-oncall@kubernetes.io is in a domain of ours, but no such group is declared [undeclared-member]",
    "    declare it, or remove it here",
    "g/sig-release/groups.yaml:172:5: warning: k8s-infra-rbac-publishing-bot@kubernetes.io works in GKE only as a member of gke-security-groups@kubernetes.io, which is not declared here [rbac-parent]",
    "    declare gke-security-groups@kubernetes.io, with every k8s-infra-rbac group in its members",
  ]);
  expect(groupsAt(folder).groups).toBeUndefined();
});

test("upstream's example loads with all its groups if its restrictions are removed", () => {
  const folder = written({});
  cpSync(fromRoot("test/fixtures/groups/upstream"), folder, { recursive: true });
  writeFileSync(join(folder, "restrictions.yaml"), "restrictions: []");
  const { groups } = groupsAt(folder, "g");
  expect(groups?.config).toEqual({
    secretVersion: "projects/k8s-gsuite/secrets/gsuite-groups-manager_key/versions/latest",
    botId: "wg-k8s-infra-api@kubernetes.io",
    domains: ["kubernetes.io"],
    skipKubernetesIoTests: false,
  });
  expect(groups?.groups).toHaveLength(22);
});
