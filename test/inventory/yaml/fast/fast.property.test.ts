/**
 * The fast reader against the YAML package: what it accepts, the package accepts too, with the same data and positions.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import type { Path, LocatedData } from "../../../../inventory/yaml/document.ts";
import { parseWithYamlPackage } from "../../../../inventory/yaml/parse.ts";
import { fastYaml } from "../../../../inventory/yaml/fast/index.ts";
import { fromRoot } from "../../../../boot/root.ts";
import { sourceOf } from "../../../../inventory/yaml/source.ts";

/** Every path in some data, and one that leads beyond each. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path, [...path, "beyond"], [...path, 0]];
  return [
    path,
    [...path, "beyond"],
    ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key])),
  ];
}

function everythingIn({ value, keyAt, valueAt, keysOf }: LocatedData): unknown {
  return { value, at: pathsIn(value).map((path) => [path, keyAt(path), valueAt(path), keysOf(path)]) };
}

/** Whether the fast reader accepts the text. Fails when the package reads it differently. */
function isRead(text: string): boolean {
  const source = sourceOf("f", text);
  const plain = fastYaml(source);
  if (plain === undefined) return false;
  const { data, diagnostics } = parseWithYamlPackage(source, "a");
  expect(diagnostics).toEqual([]);
  expect(everythingIn(plain)).toEqual(everythingIn(data!));
  return true;
}

const common = fc.constantFrom(
  "a",
  "kind",
  "k8s-staging-kind",
  "x@example.com",
  "roles/viewer",
  "^release-.*",
);
const strange = fc.constantFrom(
  ..."0 17 007 1.5 2026-11-22 . .. .5 .inf .NaN .npmrc ~ - a: it's \" [x] { é true null No".split(" "),
  ...["", " ", "a: b", "a #b", "a\u00a0"],
);
const word = fc.oneof({ weight: 20, arbitrary: common }, strange, fc.string({ maxLength: 6 }));
const data = fc.letrec<{ value: unknown; map: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    { weight: 9, arbitrary: word },
    { weight: 3, arbitrary: fc.nat() },
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    { weight: 3, arbitrary: fc.array(tie("value"), { maxLength: 3 }) },
    { weight: 3, arbitrary: tie("map") },
  ),
  map: fc.dictionary(word, tie("value"), { maxKeys: 4 }),
}));

test("the fast reader agrees with the YAML package on arbitrary data in several styles", () => {
  let read = 0;
  fc.assert(
    fc.property(
      data.map,
      fc.boolean(),
      fc.constantFrom("PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"),
      fc.boolean(),
      (map, indentSeq, style, flow) => {
        const text = stringify(map, {
          indentSeq,
          defaultStringType: style as "PLAIN",
          collectionStyle: flow ? "flow" : "any",
          lineWidth: 0,
        });
        if (isRead(text)) read++;
      },
    ),
    { numRuns: 1000 },
  );
  expect(read).toBeGreaterThan(50);
});

const files = execFileSync("git", ["ls-files", "infra", "groups", "test/fixtures/dozen"], {
  cwd: fromRoot("."),
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => readFileSync(fromRoot(file), "utf8"))
  .filter((text) => text.length < 5000);

test("the fast reader agrees with the YAML package on our own files, both intact and randomly edited", () => {
  expect(files.filter(isRead).length).toBeGreaterThan(files.length / 2);
  const edit = fc.constantFrom(
    " ",
    "  ",
    "\n",
    "\n\n",
    ":",
    ": ",
    "- ",
    "-",
    "#",
    " #",
    ",",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "\\",
    "\t",
    "\r",
    "&a ",
    "*a",
    "!",
    "|",
    ">",
    "?",
    "---\n",
    "...\n",
    "%",
    "@",
    "`",
    "a",
    "0",
    "é",
    "\u00a0",
    "\u2028",
    "__proto__: a\n",
  );
  let read = 0;
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.nat(), fc.nat(3), edit, (text, at, taken, put) => {
      const start = at % (text.length + 1);
      if (isRead(text.slice(0, start) + put + text.slice(start + taken))) read++;
    }),
    { numRuns: 3000 },
  );
  expect(read).toBeGreaterThan(500);
});
