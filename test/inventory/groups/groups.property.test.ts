import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { effectiveMembers, groupsOf } from "../../../inventory/groups/graph.ts";
import type { GroupsResult } from "../../../inventory/groups/load.ts";
import { parseGroups } from "../../support/load.ts";
import { fromRoot } from "../../../boot/root.ts";

const folder = fromRoot("test/fixtures/groups/upstream");
const real = new Map(
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml"))
    .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
);

/** Pieces with a meaning in YAML or in the file formats. */
const piece = fc.constantFrom(
  ..."\n \t:-?[]{},#&*!|>'\"%@`~^$(.+)".split(""),
  ...["---\n", "- ", "<<: *a\n", "\0", "\uD800", "__proto__: 1\n", "null", "1e999"],
  ...["groups:\n", "restrictions:\n", "  - email-id: a@kubernetes.io\n", "    name: constructor\n"],
  ...[
    "    members: [a@kubernetes.io, toString]\n",
    "    settings: {hasOwnProperty: x}\n",
    "state: retired\n",
  ],
);

function expectSane(files: ReadonlyMap<string, string>, { groups, diagnostics }: GroupsResult): void {
  for (const { file, line, column, message } of diagnostics) {
    expect(message).not.toBe("");
    const lines = (files.get(file) ?? "").replace(/^\uFEFF/, "").split("\n");
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
  }
  expect(groups === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
}

test("loading damaged files never throws, and every diagnostic points inside its file", () => {
  const edit = fc.record({
    file: fc.constantFrom(...real.keys()),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.nat(30),
    added: fc.oneof(piece, fc.string()),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
      const files = new Map(real);
      for (const { file, at, removed, added } of edits) {
        const text = files.get(file)!;
        const start = Math.floor(at * text.length);
        files.set(file, text.slice(0, start) + added + text.slice(start + removed));
      }
      expectSane(files, parseGroups(files, ""));
    }),
    { numRuns: 100 },
  );
});

test("loading arbitrary data never throws, and every diagnostic points inside its file", () => {
  const keys = ["email-id", "name", "description", "settings", "owners", "members", "state", "path"];
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(null, true, 5, "", "a@kubernetes.io", "k8s-infra-rbac-a@kubernetes.io", "(", "**/*"),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(
        fc.oneof(fc.constantFrom(...keys, "ReconcileMembers", "__proto__"), fc.string()),
        tie("value"),
        {
          maxKeys: 4,
        },
      ),
    ),
  }));
  const entry = fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] });
  const list = fc.oneof(fc.array(entry, { maxLength: 4 }), value);
  const config = fc.record(
    { "groups-path": value, "restrictions-path": value, domains: value, "skip-kubernetes-io-tests": value },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(config, list, list, list, (settings, restrictions, first, second) => {
      const files = new Map([
        ["config.yaml", JSON.stringify(settings)],
        ["restrictions.yaml", JSON.stringify({ restrictions })],
        ["groups.yaml", JSON.stringify({ groups: first })],
        ["sig-a/groups.yaml", JSON.stringify({ groups: second })],
      ]);
      expectSane(files, parseGroups(files, ""));
    }),
    { numRuns: 500 },
  );
});

interface Declared {
  readonly name: string;
  readonly file: number;
  /** Later groups in the list, so that there is no cycle, and people. */
  readonly nested: readonly string[];
  readonly people: readonly string[];
}

const declared: fc.Arbitrary<readonly Declared[]> = fc
  .array(fc.record({ file: fc.nat(2), nested: fc.array(fc.nat(11)), people: fc.uniqueArray(fc.nat(9)) }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((groups) =>
    groups.map(({ file, nested, people }, index) => ({
      name: `group-${index}`,
      file,
      nested: [...new Set(nested)]
        .filter((other) => other > index && other < groups.length)
        .map((other) => `group-${other}@kubernetes.io`),
      people: people.map((person) => `person${person}@example.com`),
    })),
  );

function written(groups: readonly Declared[]): ReadonlyMap<string, string> {
  const entries = (file: number) =>
    groups
      .filter((group) => group.file === file)
      .map(({ name, nested, people }) => ({
        "email-id": `${name}@kubernetes.io`,
        name,
        members: [...nested, ...people],
      }));
  return new Map([
    ["config.yaml", real.get("config.yaml")!],
    ["restrictions.yaml", "restrictions: []"],
    ...[0, 1, 2].map((file): [string, string] => [
      `${file}/groups.yaml`,
      JSON.stringify({ groups: entries(file) }),
    ]),
  ]);
}

/** The groups without what depends on files. */
function essence(files: ReadonlyMap<string, string>): unknown {
  const { groups, diagnostics } = parseGroups(files, "");
  expect(diagnostics).toEqual([]);
  return groups!.groups.map((group) => ({
    ...group,
    origin: undefined,
    origins: undefined,
    declared: undefined,
  }));
}

test("moving groups between files and reordering groups or members does not affect the result", () => {
  const shuffled = declared.chain((groups) =>
    fc.tuple(
      fc.constant(groups),
      fc.shuffledSubarray([...groups], { minLength: groups.length }),
      fc.infiniteStream(fc.nat(2)),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([groups, other, files]) => {
      const moved = other.map((group) => ({
        ...group,
        file: files.next().value as number,
        nested: [...group.nested].reverse(),
        people: [...group.people].reverse(),
      }));
      expect(essence(written(moved))).toEqual(essence(written(groups)));
    }),
    { numRuns: 200 },
  );
});

test("effectiveMembers and groupsOf agree on who is in which group", () => {
  fc.assert(
    fc.property(declared, (entries) => {
      const groups = parseGroups(written(entries), "").groups!;
      const down = groups.groups.flatMap(({ email }) =>
        effectiveMembers(groups, email).map(
          ({ address, through }) => `${email} ${address} ${through.length}`,
        ),
      );
      const addresses = new Set(groups.groups.flatMap(({ email, members }) => [email, ...members]));
      const up = [...addresses].flatMap((address) =>
        groupsOf(groups, address).map(({ group, through }) => `${group} ${address} ${through.length}`),
      );
      expect(up.sort()).toEqual(down.sort());
    }),
    { numRuns: 200 },
  );
});
