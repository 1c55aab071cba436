import { appendFileSync, cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import { runList, type ListOptions } from "../../../../cli/commands/list/index.ts";
import { catalogText } from "../../../../cli/commands/list/text.ts";
import { fromRoot } from "../../../../boot/root.ts";
import { catalog, type Catalog, type CatalogEntry } from "../../../../inventory/catalog/schema.ts";
import { loadInventory } from "../../../../inventory/projects/load.ts";
import { fileIn, sourcesFrom } from "../../../../inventory/sources.ts";
import { UserError } from "../../../../terminal/userError.ts";
import { REVIEWED } from "../../../support/days.ts";
import { testFolder, writeData } from "../../../support/infra.ts";

const dozen: ListOptions = {
  infra: fromRoot("test/fixtures/dozen/infra.yaml"),
  groups: fromRoot("test/fixtures/few-groups"),
  tree: fromRoot("test/fixtures/promotion/upstream"),
};
const schemaFile = readFileSync(fromRoot("schemas/list.schema.json"), "utf8");

const list = (options: ListOptions = {}) => runList(options, REVIEWED);
const listed = (options: ListOptions = {}) => JSON.parse(list({ ...options, json: true })) as Catalog;
const names = (options: ListOptions) => listed(options).entries.map(({ name }) => name);

test("projects are one line each, sorted, and what is too wide for 100 columns is shortened", () => {
  const lines = list(dozen).split("\n");
  expect(lines.slice(0, 14)).toEqual([
    "  project             SIG            state    group          builds  repos  images  newest  findings",
    "  bom                 -              active   default        0       2      0       -       1",
    "  cluster-api-gcp     sig-cluster-…  active   default        0       2      0       -       1",
    "  csi                 -              active   default        0       2      0       -       1",
    "  csi-secrets-store   -              active   default        0       2      0       -       1",
    "  dns                 -              frozen   default        0       2      0       -       1",
    "  examples            -              retired  default        0       2      0       -       0",
    "  gcb-untrusted       -              active   default        0       0      0       -       0",
    "  infra-tools         -              active   default        0       2      0       -       1",
    "  ingressconformance  -              active   default        0       2      0       -       1",
    "  kind                -              active   default        0       2      0       -       1",
    "  provider-os         -              active   …der-os-leads  0       2      0       -       0",
    "  releng              sig-release    active   default        0       2      0       -       1",
    "",
  ]);
});

test("registries of the shared project have a table of their own", () => {
  expect(
    list({ ...dozen, group: "k8s-infra-staging-agent-sandbox" })
      .split("\n")
      .slice(0, 4),
  ).toEqual([
    "  registry       SIG  group    images  newest  findings",
    "  agent-sandbox  -    default  4       v0.1.1  0",
    "",
    expect.stringMatching(/^0 staging projects and 1 registry of k8s-staging-images, of \d+ entries$/),
  ]);
});

test("an entry has its declaration, addresses, promoted images and findings", () => {
  const { entries } = listed(dozen);
  const found = (name: string) => entries.find((entry) => entry.name === name);
  expect(found("k8s-staging-releng")).toEqual({
    name: "k8s-staging-releng",
    kind: "project",
    sig: "sig-release",
    state: "active",
    group: "k8s-infra-staging-releng@kubernetes.io",
    origin: { file: dozen.infra, line: 32, column: 7 },
    builds: 0,
    repositories: ["gcr.io/k8s-staging-releng", "us-central1-docker.pkg.dev/k8s-staging-releng/images"],
    promoted: { directories: [], images: 0 },
    findings: [expect.objectContaining({ rule: "staging-group-missing", line: 32 })],
  });
  expect(found("k8s-staging-images/agent-sandbox")).toMatchObject({
    kind: "registry",
    repositories: ["us-central1-docker.pkg.dev/k8s-staging-images/agent-sandbox"],
    promoted: {
      directories: ["k8s-staging-agent-sandbox"],
      images: 4,
      newest: { image: "agent-sandbox-controller", tag: "v0.1.1" },
    },
  });
  expect(found("k8s-staging-images/agent-sandbox")).not.toHaveProperty("builds");
});

test("a mistake in what is promoted is a finding of the registry it is promoted from", () => {
  const tree = testFolder();
  cpSync(dozen.tree!, tree, { recursive: true });
  const file = join(tree, "images/k8s-staging-agent-sandbox/images.yaml");
  appendFileSync(file, "- name: Wrong Name\n  dmap: {}\n");
  const found = (options: ListOptions) =>
    listed(options).entries.filter(({ findings }) => findings.some((each) => each.file === file));
  expect(found({ ...dozen, tree }).map(({ name }) => name)).toEqual(["k8s-staging-images/agent-sandbox"]);
  expect(list({ ...dozen, tree })).toMatch(/^ {2}agent-sandbox .* [1-9]\d*$/m);
});

test("a registry has the SIG of the project with the same group", () => {
  const [, infra = "", , groups = ""] = writeData(testFolder(), { "k8s-staging-kind": ["sig: sig-testing"] });
  const own = { ...dozen, infra, groups };
  expect(names({ ...own, sig: "sig-testing" })).toEqual([
    "k8s-staging-kind",
    "k8s-staging-images/cloud-provider-kind",
    "k8s-staging-images/kind",
  ]);
});

test.each<[what: string, options: ListOptions, selected: string[]]>([
  ["SIG", { sig: "sig-cluster-lifecycle" }, ["k8s-staging-cluster-api-gcp"]],
  ["state", { state: "frozen" }, ["k8s-staging-dns"]],
  ["group with its domain", { group: "K8s-infra-staging-bom@kubernetes.io" }, ["k8s-staging-bom"]],
  ["SIG and a state that do not meet", { sig: "sig-release", state: "frozen" }, []],
])("selects by %s", (_, options, selected) => {
  expect(names({ ...dozen, ...options })).toEqual(selected);
});

test.each<[options: ListOptions, message: string]>([
  [
    { sig: "sig-relase" },
    'No staging project or registry has the SIG "sig-relase". Did you mean sig-release?',
  ],
  [{ group: "nobody" }, 'No staging project or registry has the group "nobody@kubernetes.io".'],
])("a name that nothing has is refused: %o", (options, message) => {
  expect(() => list({ ...dozen, ...options })).toThrow(new UserError(message));
});

test("bad data is reported as `check` does", () => {
  const [, infra = "", , groups = ""] = writeData(testFolder(), { "k8s-staging-kind": ["stat: frozen"] });
  expect(() => list({ ...dozen, infra, groups })).toThrow(
    /infra\.yaml:5:9: error: k8s-staging-kind has the unknown key "stat" \[unknown-key\]/,
  );
});

test("no text of the data reaches the terminal as a control character, nor a line past 100 columns", () => {
  const entry: CatalogEntry = {
    name: `k8s-staging-images/${"n".repeat(63)}`,
    kind: "registry",
    sig: `sig-${"s".repeat(40)}`,
    state: "active",
    group: `${"g".repeat(60)}@kubernetes.io`,
    origin: { file: "f", line: 1, column: 1 },
    repositories: [],
    promoted: { directories: [], images: 0, newest: { image: "i", tag: `\u001b[31m${"9".repeat(120)}` } },
    findings: [],
  };
  const [head, line] = catalogText({ entries: [entry], total: 1, elsewhere: 0 }).split("\n");
  expect(head).toHaveLength(100);
  expect(line).toMatch(/^ {2}n{38}… {2}s\S+… {2}…g+ {2}0 +\\u\{1b\}\S+… {2}0$/);
});

test("the live data has every project once, in lines of at most 100 columns", () => {
  const { inventory } = loadInventory(fileIn(sourcesFrom({}), "infraFile"));
  const ids = inventory!.stagingProjects.map(({ id }) => id);
  const { entries, total } = listed();
  expect(entries.filter(({ kind }) => kind === "project").map(({ name }) => name)).toEqual(ids);
  expect(new Set(entries.map(({ name }) => name)).size).toBe(total);
  const lines = list().split("\n");
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
  expect(lines.filter((line) => line.startsWith("  ")).length).toBe(total + 2);
});

test("the committed JSON Schema matches the code, and describes what is printed", () => {
  expect(JSON.parse(schemaFile)).toEqual(z.toJSONSchema(catalog, { target: "draft-7" }));
  const schema = z.fromJSONSchema(JSON.parse(schemaFile) as Parameters<typeof z.fromJSONSchema>[0]);
  for (const printed of [listed(), listed(dozen), listed({ ...dozen, state: "frozen" })])
    expect(schema.safeParse(printed).error).toBeUndefined();
  expect(schema.safeParse({ ...listed(dozen), extra: 1 }).success).toBe(false);
});
