import { readFileSync, existsSync } from "node:fs";
import { dirname, posix } from "node:path";
import { expect, test } from "vitest";
import { generatedFiles, staleFiles } from "../../../../cli/commands/schemas/generated.ts";
import { kinds, schemaPath } from "../../../../inventory/kinds/kinds.ts";
import { filesOf, modeline, withModeline } from "../../../../inventory/kinds/modelines.ts";
import { anchor } from "../../../../cli/commands/schemas/tables.ts";
import { fromRoot } from "../../../../boot/root.ts";

const pages = generatedFiles().filter(({ path }) => path.endsWith(".md"));

test("the committed files match the code; run `make generate` after a schema change", () => {
  const stale = staleFiles().filter(({ required }) => required);
  expect(stale.map(({ path }) => path)).toEqual([]);
});

test("no data file belongs to two kinds, and every kind has a file", () => {
  const all = kinds.flatMap(filesOf);
  expect(all.filter((path, index) => all.indexOf(path) !== index)).toEqual([]);
  expect(kinds.filter((kind) => filesOf(kind).length === 0)).toEqual([]);
  expect(all).toContain("groups/sig-node/groups.yaml");
  expect(all).not.toContain("infra/gcp/builds/README.md");
});

test("the modeline points a file to its schema and replaces one that points elsewhere", () => {
  const builds = kinds.find(({ name }) => name === "builds")!;
  const path = "infra/gcp/builds/k8s-staging-kind.yaml";
  const line = "# yaml-language-server: $schema=../../../schemas/builds.schema.json";
  expect(modeline(builds, path)).toBe(line);
  expect(existsSync(posix.join(dirname(fromRoot(path)), line.split("=")[1]!))).toBe(true);
  expect(withModeline(builds, path, "# About\nsources: []\n")).toBe(`${line}\n# About\nsources: []\n`);
  expect(withModeline(builds, path, `\uFEFF${line}\nsources: []\n`)).toBe(`\uFEFF${line}\nsources: []\n`);
  expect(withModeline(builds, path, "# yaml-language-server: $schema=x\nsources: []\n")).toBe(
    `${line}\nsources: []\n`,
  );
});

test("the editor settings map the files of other programs to their schemas", () => {
  const settings = JSON.parse(readFileSync(fromRoot(".vscode/settings.json"), "utf8")) as object;
  const bySettings = kinds.filter(({ found }) => found === "by settings");
  expect(settings).toMatchObject({
    "yaml.schemas": Object.fromEntries(bySettings.map((kind) => [`./${schemaPath(kind)}`, kind.files])),
  });
});

test("a reference page has a table per map, with required keys, defaults, examples and limits", () => {
  const infra = pages.find(({ path }) => path === "docs/reference/infra.md")!.text.split("\n");
  expect(infra[0]).toBe("# `infra/gcp/infra.yaml`");
  const start = infra.indexOf("## `infra.staging.projects.<project>.retention`");
  expect(infra.slice(start, start + 8)).toEqual([
    "## `infra.staging.projects.<project>.retention`",
    "",
    "How long images stay in the project's repositories.",
    "",
    "| key | type | default | meaning | limits |",
    "| --- | --- | --- | --- | --- |",
    "| `days` | whole number | `90` | Age in days after which an image is deleted. | 1 to 3650 |",
    "| `dry_run` | true or false | `true` | True: nothing is deleted, Artifact Registry only logs what it would delete. False: it deletes; read that log first. Example: `false` |  |",
  ]);
  const proxy = pages.find(({ path }) => path === "docs/reference/proxy.md")!.text;
  expect(proxy).toContain("| `stacks` | [map](#proxystacks) | **required** |");
  expect(proxy).toContain("| `prod` | [map](#proxystacksstack) |  | Everything that may differ between");
});

test("every key on every reference page has a meaning", () => {
  const rows = pages.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line) => (line.startsWith("| `") ? [`${path}: ${line}`] : [])),
  );
  expect(rows.length).toBeGreaterThan(150);
  expect(rows.filter((row) => /^[^|]*\|[^|]*\|[^|]*\|[^|]*\|\s*\|/.test(row))).toEqual([]);
});

test("every link on a reference page resolves, and no two headings share an anchor", () => {
  for (const { path, text } of pages) {
    const anchors = text.split("\n").flatMap((line) => (line.startsWith("## ") ? anchor(line.slice(3)) : []));
    expect(new Set(anchors).size, path).toBe(anchors.length);
    for (const [, target = ""] of text.matchAll(/\]\(([^)]+)\)/g)) {
      if (target.startsWith("#")) expect(anchors, path).toContain(target.slice(1));
      else expect(existsSync(posix.join(dirname(fromRoot(path)), target)), target).toBe(true);
    }
  }
});
