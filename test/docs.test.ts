/** A path that a page or a comment names leads somewhere, so that a move cannot leave readers at a dead end. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { git } from "../cli/clients/git/git.ts";
import { fromRoot } from "../boot/root.ts";

/** Paths that stand in the text for something that is not here. */
const ELSEWHERE = new Set([
  // promo-tools
  "docs/image-promotion.md",
  // kubernetes/k8s.io
  "infra/gcp/terraform/k8s-staging-images/registries.tf",
  // the example project of the pages
  "infra/gcp/builds/k8s-staging-hello.yaml",
]);

/** The folders that paths start with. `registry.k8s.io` is left out, since it is a host, too. */
const folders = readdirSync(fromRoot("."), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && /^\w+$/.test(entry.name) && entry.name !== "node_modules")
  .map(({ name }) => name);

/** A whole path, without patterns, placeholders and positions such as `a.yaml:5:9`. */
const path = RegExp(
  `(?<![\\w./@:<>$}-])(?:${folders.join("|")})/[\\w./-]*(?<=[\\w/])(?![\\w/@*<{$…-]|[.:][^\\s])`,
  "g",
);

const COMMENT = /(?:^|\s)(?:\/\*\*|\*|\/\/|#)\s.*/gm;
const LINK = /\]\((?<target>[^)\s#:]+)(?:#[^)\s]*)?\)/g;

/** The paths that a page or the comments of a file name, from the project's root, and that do not exist. */
function missing(file: string, text: string): string[] {
  const isPage = file.endsWith(".md");
  const prose = isPage ? text : (text.match(COMMENT) ?? []).join("\n");
  const linked = isPage
    ? [...text.matchAll(LINK)].map(({ groups }) => join(dirname(file), groups!.target!))
    : [];
  return [...linked, ...(prose.match(path) ?? [])].filter(
    (name) => !ELSEWHERE.has(name) && !existsSync(fromRoot(name)),
  );
}

/** Whether what a file says is about this project as it is: not generated, an example, or a decision since superseded. */
function isCurrent(file: string, text: string): boolean {
  const apart = /^(?:test\/fixtures\/|sdks\/|schemas\/|test\/docs\.test\.ts$)|\.(?:json|sum)$/;
  return !apart.test(file) && !/^## Status\n\n.*Superseded by \[/m.test(text);
}

test("every path that a page or a comment names exists", () => {
  const files = git(fromRoot("."), ["ls-files"])
    .text.split("\n")
    .filter((file) => existsSync(fromRoot(file)));
  const found = files.flatMap((file) => {
    const text = readFileSync(fromRoot(file), "utf8");
    return isCurrent(file, text) ? missing(file, text).map((name) => `${file}: ${name}`) : [];
  });
  expect(found).toEqual([]);
});

test.each([
  [
    "docs/x.md",
    "Run `npx vitest run test/unit/cli`; see [x](adr/x.md#why) and `cli/report/`.",
    ["docs/adr/x.md", "test/unit/cli", "cli/report/"],
  ],
  [
    "docs/x.md",
    "See [layers](adr/layers.md#status), `cli/main.ts`, engine/up/ and https://x.io/docs/none.md.",
    [],
  ],
  ["docs/x.md", "`stacks/<stack>.ts`, `test/**/*.none.ts`, docs/adr/{a,b}.md and cli/none.ts:5:9", []],
  [
    "cli/x.ts",
    'const one = "cli/none.ts"; // as in cli/gone.ts.\n/** docs/gone.md: why */',
    ["cli/gone.ts", "docs/gone.md"],
  ],
  ["Makefile", "one: # as test/gone.ts does", ["test/gone.ts"]],
])("what %s names is followed: %s", (file, text, expected) => {
  expect(missing(file, text)).toEqual(expected);
});
