import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { LoadResult } from "../../../inventory/projects/load.ts";
import { parseInventory } from "../../support/load.ts";
import { fromRoot } from "../../../boot/root.ts";

const real = readFileSync(fromRoot("test/fixtures/inventory/upstream-infra.yaml"), "utf8");

/** A run over the real file takes about 20 ms. */
const runs = { numRuns: 100 };

/** Pieces with a meaning in YAML or in the file format. */
const piece = fc.constantFrom(
  ..."\n \t:-?[]{},#&*!|>'\"%@`~".split(""),
  ...[
    "\r\n",
    "---\n",
    "...\n",
    ": ",
    "- ",
    "<<: *a\n",
    "&a ",
    "!!set ",
    "\uFEFF",
    "\0",
    "\u{1F600}",
    "\uD800",
  ],
  ...["infra:\n", "  staging:\n", "    projects:\n", "      k8s-staging-x:\n", "        apis: [compute]\n"],
  ...[
    "        retention: {keep: [{id: a}]}\n",
    "__proto__: 1\n",
    "constructor:\n",
    "null",
    "1e999",
    "0x10",
    "yes",
  ],
);

function text(result: LoadResult["inventory"]): string {
  return JSON.stringify(result, (key, value: unknown) =>
    key === "origin" || key === "declared" ? undefined : value,
  );
}

function expectPositionsInside(content: string, { inventory, diagnostics }: LoadResult): void {
  const lines = content.replace(/^\uFEFF/, "").split("\n");
  for (const { line, column, message } of diagnostics) {
    expect(message).not.toBe("");
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
  }
  expect(inventory === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
}

test("loading arbitrary text never throws, and every diagnostic points inside the text", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(piece, { maxLength: 40 }).map((all) => all.join("")),
      ),
      (content) => {
        expectPositionsInside(content, parseInventory(content, "f"));
      },
    ),
    { numRuns: 2000 },
  );
});

test("loading arbitrary data never throws, and every diagnostic points inside the text", () => {
  const keys = [
    "managed_by",
    "sig",
    "profile",
    "state",
    "group",
    "apis",
    "labels",
    "retention",
    "keep",
    "tags",
    "days",
  ];
  const key = fc.oneof(fc.constantFrom(...keys), fc.string());
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 0, -1, 1.5, "compute", "sig-node", "build-only", ""),
      fc.array(tie("any"), { maxLength: 4 }),
      fc.dictionary(key, tie("any"), { maxKeys: 4 }),
    ),
  })).any;
  const entry = fc.oneof(
    value,
    fc.record(
      { apis: value, retention: fc.record({ keep: value, days: value }), labels: value },
      { requiredKeys: [] },
    ),
  );
  const type = fc.constantFrom("staging", "prod", "prow", "stagng");
  const id = fc.oneof(
    fc.constantFrom("k8s-staging-a", "k8s-staging-b", "a", "__proto__", "toString"),
    fc.string(),
  );
  const section = fc.oneof(
    fc.record({ projects: fc.dictionary(id, entry), managed_by: value }, { requiredKeys: [] }),
    value,
  );
  fc.assert(
    fc.property(fc.record({ infra: fc.oneof(fc.dictionary(type, section), value) }), (data) => {
      const content = JSON.stringify(data);
      expectPositionsInside(content, parseInventory(content, "f"));
    }),
    { numRuns: 1000 },
  );
});

test("loading the real file with damage never throws, and every diagnostic points inside it", () => {
  const edit = fc.record({
    at: fc.nat(real.length),
    removed: fc.nat(30),
    added: fc.oneof(piece, fc.string()),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
      const content = edits.reduce(
        (before, { at, removed, added }) => before.slice(0, at) + added + before.slice(at + removed),
        real,
      );
      expectPositionsInside(content, parseInventory(content, "f"));
    }),
    runs,
  );
});

test("the order of entries does not change the inventory, apart from positions", () => {
  const [before, list] = real.split(/(?<=^ {2}staging:\n.*\n {4}projects:\n)/m) as [string, string];
  const entries = list.split(/^(?= {6}k8s-)/m);
  const expected = text(parseInventory(real, "f").inventory);
  expect(entries).toHaveLength(92);
  fc.assert(
    fc.property(fc.shuffledSubarray(entries, { minLength: 92 }), (shuffled) => {
      const content = before + shuffled.map((entry) => entry.trimEnd()).join("\n");
      expect(text(parseInventory(content, "f").inventory)).toBe(expected);
    }),
    runs,
  );
});
