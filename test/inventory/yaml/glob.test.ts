import { expect, test } from "vitest";
import { globExpression, isGlob } from "../../../inventory/yaml/glob.ts";

test.each([
  ["groups.yaml", "groups.yaml", true],
  ["groups.yaml", "groupsxyaml", false],
  ["groups.yaml", "sig-a/groups.yaml", false],
  ["sig-*/groups.yaml", "sig-a/groups.yaml", true],
  ["sig-*/groups.yaml", "sig-/groups.yaml", true],
  ["sig-*/groups.yaml", "sig-a/b/groups.yaml", false],
  ["sig-?/groups.yaml", "sig-a/groups.yaml", true],
  ["sig-?/groups.yaml", "sig-/groups.yaml", false],
  ["sig-?groups.yaml", "sig-/groups.yaml", false],
  ["**/*", "groups.yaml", true],
  ["**/*", "a/b/groups.yaml", true],
  ["**", "a/b/groups.yaml", true],
  ["**/groups.yaml", "groups.yaml", true],
  ["**/groups.yaml", "a/b/groups.yaml", true],
  ["**/groups.yaml", "a/b/other.yaml", false],
  ["a/**/groups.yaml", "a/groups.yaml", true],
  ["a/**/groups.yaml", "a/b/c/groups.yaml", true],
  ["a/**/groups.yaml", "ab/groups.yaml", false],
  ["a/**/**/groups.yaml", "a/groups.yaml", true],
  ["a**/groups.yaml", "ab/groups.yaml", true],
  ["a**/groups.yaml", "a/b/groups.yaml", false],
  ["a+(b|c)^$.yaml", "a+(b|c)^$.yaml", true],
])("%s matches %s: %s", (glob, path, matches) => {
  expect(globExpression(glob).test(path)).toBe(matches);
});

test.each([
  ["sig-*/**/*.y?ml", true],
  ["a[b]", false],
  ["{a,b}", false],
  ["a\\*", false],
  ["", false],
  ["*a*b*c*d", true],
  ["*a*b*c*d*e", false],
])("%s is a valid glob: %s", (text, expected) => {
  expect(isGlob(text)).toBe(expected);
});
