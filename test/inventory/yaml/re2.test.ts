import { expect, test } from "vitest";
import { compileRe2, isAnchored } from "../../../inventory/yaml/re2.ts";

test.each([
  ["^blog@kubernetes.io$", "blog@kubernetes.io", "xblog@kubernetes.io"],
  ["^(sig|wg)-[a-z-]+@", "wg-batch@kubernetes.io", "ug-batch@kubernetes.io"],
  ["lead", "sig-leads@kubernetes.io", "sig-lea"],
  ["^v\\d+\\.\\d+$", "v1.20", "v1x20"],
  ["^[*+?(]{1,2}x\\(\\+$", "*?x(+", "x(+"],
  // Valid for RE2, and not for JavaScript.
  ["(?i)^MAIN$", "main", "mains"],
  ["^\\Qa.b\\E\\z", "a.b", "axb"],
  ["^[[:digit:]]\\-", "1-", "a-"],
  ["^\\\\p$", "\\p", "p"],
])("%s matches %s, and not %s", (text, match, other) => {
  const expression = compileRe2(text);
  if ("fault" in expression) throw new Error(expression.fault);
  expect([expression.test(match), expression.test(other)]).toEqual([true, false]);
});

// Valid for JavaScript, and not for RE2.
test.each([
  ["^main(", "missing closing ): `^main(`"],
  ["a[", "missing closing ]: `[`"],
  ["*", "missing argument to repetition operator: `*`"],
  ["[^]*", "missing closing ]: `[^]*`"],
  ["\\u0041", "invalid escape sequence: `\\u`"],
  ["a{1001}", "invalid repeat count: `{1001}`"],
  ["[\\b]", "invalid escape sequence: `\\b`"],
  ["\\cA", "invalid escape sequence: `\\c`"],
  ["(a)\\1", "invalid escape sequence: `\\1`"],
  ["(?!a)b", "invalid or unsupported Perl syntax: `(?!`"],
  ["(?<=a)b", "invalid named capture: `(?<=a)b`"],
  ["(?<!a)b", "invalid named capture: `(?<!a)b`"],
])("%s is no expression of RE2", (text, reason) => {
  expect(compileRe2(text)).toEqual({
    fault: `is no regular expression of RE2: ${reason}`,
    hint: "in text, write \\ before . + ? ( ) [ ] { }; RE2 has no (?=…), (?!…), (?<=…) and \\1",
  });
});

// Go 1.26 and C++ 1.1.20251105 disagree on \p{ASCII}, \p{LC}, \C and (?P<é>x); re2js 2.10.0 differs on \p{Emoji}.
test.each([
  ["^\\p{ASCII}", "\\p"],
  ["[\\pL]", "\\p"],
  ["\\P{LC}", "\\P"],
  ["\\p{Alphabetic}", "\\p"],
  ["a\\C", "\\C"],
  ["(?P<é>x)", "a named group"],
  ["(?<x>a)", "a named group"],
])("%s is refused, since not every RE2 reads it alike", (text, construct) => {
  expect(compileRe2(text)).toEqual({
    fault: `uses ${construct}, which not every program reads alike`,
    hint: "list the characters in brackets, such as [a-z], and write a group as (?:…)",
  });
});

test("an expression has at most 512 characters", () => {
  expect(compileRe2("a".repeat(512))).toHaveProperty("test");
  expect(compileRe2("a".repeat(513))).toEqual({ fault: "has more than 512 characters", hint: "" });
});

test.each(["^(a+)+$", "^(a|a)*b", "a*a*a*a*a*a*a*a*b", "^(?:a?){40}(?:a){40}$"])(
  "%s matches a long text in time",
  (text) => {
    const expression = compileRe2(text);
    if ("fault" in expression) throw new Error(expression.fault);
    expect(expression.test(`${"a".repeat(500)}!`)).toBe(false);
  },
);

test.each([
  ["^a$", true],
  ["^(a|b)|^c", true],
  ["^[|]|^[]|(]", true],
  ["^a\\|b", true],
  ["a", false],
  ["", false],
  ["^a|b", false],
  ["^a|(b)", false],
  ["^a|", false],
])("%s matches only from the start of a text: %s", (text, anchored) => {
  expect(isAnchored(text)).toBe(anchored);
});
