import { expect, test } from "vitest";
import { maxBytes, sourceOf } from "../../../inventory/yaml/source.ts";
import { parseInventory } from "../../support/load.ts";
import { diagnose } from "../projects/diagnose.ts";

const mistakes: [behaviour: string, lines: string[], said: string[]][] = [
  [
    "an empty file",
    [""],
    ["f:1:1: error: the file declares nothing [empty-file]", "    it starts with the key `infra:`"],
  ],
  [
    "a file of comments",
    ["# nothing yet"],
    ["f:1:1: error: the file declares nothing [empty-file]", "    it starts with the key `infra:`"],
  ],
  [
    "a second document",
    ["infra: {}", "---", "infra: {}"],
    [
      "f:2:1: error: a second YAML document starts here [several-documents]",
      "    remove the line `---`; one file is one document",
    ],
  ],
  ...["<<<<<<< HEAD", "||||||| 1a2b3c4", "=======", ">>>>>>> hello\r"].map(
    (marker): [string, string[], string[]] => [
      `a conflict that was not resolved: ${marker.trim()}`,
      ["infra:", marker, "  staging:", "    projects:"],
      [
        "f:2:1: error: a conflict of a merge is left here [conflict-marker]",
        "    keep what is right of both sides, and remove the lines that start with <<<<<<<, ======= and >>>>>>>",
      ],
    ],
  ),
  [
    "every syntax error",
    [
      "infra:",
      "  staging:",
      "    projects:",
      "      k8s-staging-a",
      "      k8s-staging-b:",
      "      k8s-staging-c: sig: x",
    ],
    [
      "f:4:7: error: not valid YAML: a key and its colon are not on one line [yaml-syntax]",
      "    probably the colon is missing",
      "f:6:22: error: not valid YAML: a second `key: value` on one line [yaml-syntax]",
      "    write one per line, and put text that contains `: ` in quotes",
    ],
  ],
  [
    "a tab as indentation",
    ["infra:", "\tstaging:"],
    [
      "f:2:1: error: not valid YAML: tabs are not allowed as indentation [yaml-syntax]",
      "    indent with spaces, two per level",
    ],
  ],
  [
    "a quote that is not closed",
    ['infra: "'],
    [
      'f:1:9: error: not valid YAML: missing closing "quote [yaml-syntax]',
      "    a quote, bracket, comma or colon is missing, here or on a line above",
    ],
  ],
  [
    "a key that is no text",
    ["? [infra]", ": {}"],
    [
      "f:1:3: error: not valid YAML: a key is a list or a map [yaml-syntax]",
      "    a key is a plain word such as `k8s-staging-kind`",
    ],
  ],
  [
    "anchors and aliases",
    ["infra:", "  prod: &a", "    projects: {}", "  release: *a"],
    [
      "f:3:5: error: the anchor &a is not allowed [anchor]",
      "    write the value out where it is used",
      "f:4:12: error: the alias *a is not allowed [alias]",
      "    write the value out where it is used",
    ],
  ],
  [
    "tags, on maps too",
    ["infra: !secret", "  prod: { projects: { k8s-infra: !!str x } }"],
    [
      "f:2:3: error: the tag !secret is not allowed [tag]",
      "    write text, numbers, true, false, lists and maps only",
      "f:2:40: error: the tag tag:yaml.org,2002:str is not allowed [tag]",
      "    write text, numbers, true, false, lists and maps only",
    ],
  ],
  [
    "another YAML version, which has other words for true and false",
    ["%YAML 1.1", "---", "infra: {}"],
    ["f:1:1: error: %YAML is not allowed [directive]", "    the file is read as YAML 1.2"],
  ],
  [
    "any other directive",
    ["# a comment", "", "%TAG ! tag:x,2026:", "---", "infra: {}"],
    ["f:3:1: error: %TAG is not allowed [directive]", "    the file is read as YAML 1.2"],
  ],
  [
    "a repeated key, once, and what is wrong elsewhere",
    ["infra:", "  prod:", "    projects:", "      k8s-a-prod:", "      k8s-a-prod:", "  prd: {}"],
    [
      'f:5:7: error: "k8s-a-prod" is already declared on line 4 [duplicate-key]',
      "    remove one of the two, or merge them",
      'f:6:3: error: infra has the unknown project type "prd" [unknown-key]',
      '    did you mean "prod"?',
    ],
  ],
  [
    "the key that JavaScript gives a meaning of its own",
    ["infra:", "  __proto__: {}"],
    ['f:2:3: error: "__proto__" cannot be a key [unknown-key]'],
  ],
  [
    "what is not YAML at all, without listing everything",
    ["infra: {}", "]".repeat(200)],
    ["f:2:101: error: more than 100 syntax errors up to here; this is probably not YAML [yaml-syntax]"],
  ],
  [
    "nesting that no data needs",
    ["[".repeat(100_000)],
    ["f:1:41: error: lists and maps are nested more than 40 deep here [too-deep]"],
  ],
];

test.each(mistakes)("reports %s", (_, lines, said) => {
  expect(diagnose(...lines)).toEqual(said);
});

test("reads a file with Windows line endings and a byte order mark, which does not count as a column", () => {
  const text = "\uFEFFinfra:\r\n  staging:\r\n    projects:\r\n      k8s-staging-kind:\r\n";
  const { inventory, diagnostics } = parseInventory(text, "f");
  expect(diagnostics).toEqual([]);
  expect(inventory?.stagingProjects.map(({ id, origin }) => [id, origin])).toEqual([
    ["k8s-staging-kind", { file: "f", line: 4, column: 7 }],
  ]);
  expect(diagnose("\uFEFFinfa: {}")[0]).toBe(
    'f:1:1: error: the file has the unknown key "infa" [unknown-key]',
  );
});

/** Ten levels of ten aliases each: ten billion values if they were resolved. */
const bomb = Array.from("abcdefghij")
  .map(
    (name, level, names) =>
      `${name}: &${name} [${Array<string>(10)
        .fill(level === 0 ? "x" : `*${names[level - 1]!}`)
        .join()}]`,
  )
  .join("\n");

const hostile: [string, string, string][] = [
  ["an alias bomb", bomb, "anchor"],
  ["nested lists", "[".repeat(maxBytes), "too-deep"],
  ["nested maps", "{a: ".repeat(maxBytes / 4), "too-deep"],
  ["nested compact lists", "- ".repeat(maxBytes / 2), "too-deep"],
  ["nested complex keys", "? ".repeat(maxBytes / 2), "too-deep"],
  [
    "nesting by indentation",
    Array.from({ length: 1400 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
    "too-deep",
  ],
  ["closing brackets", "]".repeat(maxBytes), "yaml-syntax"],
  ["quotes", '"'.repeat(maxBytes), "too-many-tokens"],
  ["commas", `[${",".repeat(maxBytes - 1)}`, "too-many-tokens"],
  ["repeated keys", "a:\n".repeat(maxBytes / 3), "too-many-tokens"],
  ["documents", "---\n".repeat(maxBytes / 4), "several-documents"],
  ["one endless key", `${"a".repeat(maxBytes - 1)}:`, "yaml-syntax"],
];

// Without its limits, the parser takes minutes and runs into the test's timeout.
test.each(hostile)("stops quickly on a MiB of %s", (_, text, rule) => {
  const { inventory, diagnostics } = parseInventory(text, "f");
  expect(inventory).toBeUndefined();
  expect(diagnostics[0]?.rule).toBe(rule);
});

test("an offset maps to its line and column, and one past the end to the end", () => {
  const { at } = sourceOf("f", "ab\n\ncd");
  const positions = [0, 2, 3, 4, 6, 99].map((offset) => at(offset)).map(({ line, column }) => [line, column]);
  expect(positions).toEqual([[1, 1], [1, 3], [2, 1], [3, 1], [3, 3], [3, 3]]); // prettier-ignore
});
