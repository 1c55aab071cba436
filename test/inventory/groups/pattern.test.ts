import { expect, test } from "vitest";
import { compilePattern, patternFor } from "../../../inventory/groups/pattern.ts";

test.each([
  ["^blog@kubernetes.io$", "blog@kubernetes.io", true],
  ["^(sig|wg)-[a-z-]+@", "wg-batch@kubernetes.io", true],
  ["lead", "sig-leads@kubernetes.io", true],
  ["^[*+?(]{1,2}x\\(\\+$", "*?x(+", true],
  ["^a$", "ab", false],
])("%s matches %s: %s", (text, address, found) => {
  expect(compilePattern(text)).toEqual({ expression: new RegExp(text, "u") });
  expect(new RegExp(text, "u").test(address)).toBe(found);
});

const slow = {
  fault: "may take very long to match",
  hint: "use at most 4 of * + ? { and ( ), and repeat no group",
};
const foreign = {
  fault: "uses what upstream's regular expressions do not have",
  hint: "do without (?=…), (?!…), (?<…) and \\1",
};

test.each([
  ["a[", "is no regular expression: unterminated character class"],
  ["*", "is no regular expression: nothing to repeat"],
  ["(?i)a", "is no regular expression: invalid group"],
])("%s is refused", (text, fault) => {
  expect(compilePattern(text)).toEqual({ fault, hint: "in text, write \\ before . + ? ( ) [ ] { }" });
});

test.each([
  ["(a+)+$", slow],
  ["(a|a)*b", slow],
  ["a*a*a*a*a*b", slow],
  ["(?:a){9}", slow],
  ["(?!a)b", foreign],
  ["(?<x>a)", foreign],
  ["(a)\\1", foreign],
  ["a".repeat(513), { fault: "has more than 512 characters", hint: "" }],
])("%s is refused", (text, said) => {
  expect(compilePattern(text)).toEqual(said);
});

test("the pattern for an address finds that address only", () => {
  const text = patternFor("a.b+c@kubernetes.io");
  expect(text).toBe("^a\\.b\\+c@kubernetes\\.io$");
  expect(new RegExp(text, "u").test("a.b+c@kubernetes.io")).toBe(true);
  expect(new RegExp(text, "u").test("a.b+c@kubernetes-io")).toBe(false);
});
