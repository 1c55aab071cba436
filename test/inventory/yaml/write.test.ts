import { expect, test } from "vitest";
import { parse } from "yaml";
import { scalar, yamlFile } from "../../../inventory/yaml/write.ts";

test.each([
  ...[
    "k8s-staging-kind",
    "^release-.*$",
    "/run.sh",
    "./images",
    ".github/x",
    "a@example.com",
    "--project=kind",
  ],
  ...["sig/node", "v1.10", "yesterday", "no-op", "null-device", ".", "infinity"],
])("%s needs no quotes", (text) => expect(scalar(text)).toBe(text));

test.each([
  // YAML 1.1's truth values and nothing.
  ...["on", "Off", "y", "N", "yes", "NO", "true", "False", "null", "NULL", "~", ""],
  // Numbers to some reader.
  ..."1 1.10 010 0x10 0X1F 0o17 0O17 -0o7 0b101 0B11 1_000 1e3 1e1_0 +1 -1 .5 .inf -.INF .NaN 1:20 12345".split(
    " ",
  ),
  ...["2026-12-01", "2026-12-01T04:00:00Z", "20230312"],
  // Punctuation.
  ...[
    "<<",
    "=",
    "-",
    "--",
    "---",
    "...",
    "- a",
    "?",
    "a?",
    ":a",
    "a: b",
    "a:b",
    "a,b",
    "a #b",
    "#a",
    "[a]",
    "{a}",
  ],
  ...["&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "it's", " a", "a ", "é"],
])("%j is put in quotes", (text) => {
  expect(scalar(text)).toBe(`"${text}"`);
});

test("text with quotes or backslashes is in single quotes, and control characters are escaped in double quotes", () => {
  expect(scalar(String.raw`^v\d{1,2}$`)).toBe(String.raw`'^v\d{1,2}$'`);
  expect(scalar(`say "it's"`)).toBe(`'say "it''s"'`);
  expect(scalar('"\n\u0085\u2028')).toBe(String.raw`"\"\n\u0085\u2028"`);
  expect(scalar("☺ 😀")).toBe('"☺ 😀"');
});

test("a file has one key or item per line, and no key without a value", () => {
  const value = {
    on: "on",
    decorate: true,
    count: 3,
    nothing: undefined,
    empty: { list: [], map: {} },
    list: [{ name: "a", values: ["1", "b"] }, [["x"], "z"]],
  };
  const text = yamlFile(value);
  expect(text.split("\n")).toEqual([
    '"on": "on"',
    "decorate: true",
    "count: 3",
    "empty:",
    "  list: []",
    "  map: {}",
    "list:",
    "  - name: a",
    "    values:",
    '      - "1"',
    "      - b",
    "  - - - x",
    "    - z",
    "",
  ]);
  const { nothing, ...rest } = value;
  expect(nothing).toBeUndefined();
  expect(parse(text)).toEqual(rest);
});
