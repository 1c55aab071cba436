import { expect, test } from "vitest";
import { KPROMO, PROW } from "../../../../inventory/yaml/go/reader.ts";
import { formatDiagnostics } from "../../../../inventory/yaml/format.ts";
import { parse } from "../../../../inventory/yaml/parse.ts";
import { sourceOf } from "../../../../inventory/yaml/source.ts";

function said(text: string, reader = KPROMO): string[] {
  return formatDiagnostics(parse(sourceOf("f", text), "a", undefined, reader).diagnostics)
    .split("\n")
    .slice(0, -1);
}

test.each([
  ["a:\n  -\tb\n", "2:4", "a tab behind a dash", "use a space"],
  ["a:\n-\t\n  b\n", "2:2", "a tab behind a dash", "use a space"],
  ['a: "b\\\\\\/c"\n', "1:8", "\\/ in double quotes", "write / without the \\"],
  ["a: [b, ?c]\n", "1:8", "? or a leading : in text without quotes in brackets", 'put it in quotes: "?c"'],
  ["a: [b?c]\n", "1:5", "? or a leading : in text without quotes in brackets", 'put it in quotes: "b?c"'],
  ["a: [:c]\n", "1:5", "? or a leading : in text without quotes in brackets", 'put it in quotes: ":c"'],
  ["{a\n: b}\n", "1:2", "a key and its colon on two lines", "write the colon behind the key"],
  ["{a:{b: c}}\n", "1:3", "a colon without a space behind it", "write a space behind the colon"],
])("%j is refused with its place", (text, place, what, hint) => {
  expect(said(text)).toEqual([
    `f:${place}: error: kpromo does not read ${what} [refused-syntax]`,
    `    ${hint}`,
  ]);
});

test.each([
  "a: b\t# a tab before a comment\n",
  "a: b\t\n",
  "a:\tb\nc:\t[d,\te]\n# -\tf\ng:\t# h\n- i -\tj\n",
  "a: 'b\tc'\n# a\tcomment\n",
  "a: |\n  b\tc\n",
  'a: "\\\\/"\n',
  "a: b?c\nd: ?e\n",
  "a: [b:c, 'd?']\n",
  "a : b\n",
  "{a, b: c}\n",
])("%j passes", (text) => expect(said(text)).toEqual([]));

test("what only Prow takes for another value than text is a mistake in Prow's files alone", () => {
  expect(said("a: on\n1_0: b\n", PROW)).toEqual([
    "f:1:4: error: Prow takes on without quotes for true or false [misread-value]",
    '    put it in quotes: "on"',
    "f:2:1: error: Prow takes 1_0 without quotes for a number [misread-value]",
    '    put it in quotes: "1_0"',
  ]);
  expect(said("a: on\n1_0: b\n", KPROMO)).toEqual([]);
});

test("a number whose digits mean another one to Go is a mistake in the files of both", () => {
  for (const reader of [KPROMO, PROW]) {
    expect(said("a: 010\nb: 10\nc: 2.0\n", reader).map((line) => line.replace(reader.name, "it"))).toEqual([
      "f:1:4: error: it takes 010 without quotes for another number [misread-value]",
      "    write 10",
      "f:3:4: error: it takes 2.0 without quotes for another number [misread-value]",
      "    write 2",
    ]);
  }
});

test("an escape for half of a character is refused in every file", () => {
  expect(parse(sourceOf("f", 'a: "\\ud800"\n'), "a").diagnostics).toMatchObject([
    { rule: "not-text", line: 1, column: 4, message: "an escape stands for half of a character" },
  ]);
  expect(parse(sourceOf("f", 'a: "\\ud83d\\ude00"\n'), "a").diagnostics).toEqual([]);
});
