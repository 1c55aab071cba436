import { expect, test } from "vitest";
import { editDistance, nearest } from "../../terminal/nearest.ts";

test.each([
  ["", "", 0],
  ["", "abc", 3],
  ["sig", "sig", 0],
  ["sgi", "sig", 1],
  ["apis", "api", 1],
  ["lables", "labels", 1],
  ["kitten", "sitting", 3],
])("the edit distance between %j and %j is %i", (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});

test.each([
  ["stagng", "staging"],
  ["STAGING", "staging"],
  ["prd", "prod"],
  ["xyz", undefined],
  ["", undefined],
  ["s".repeat(100_000), undefined],
])("the name nearest to %j is %j", (word, name) => {
  expect(nearest(word, ["prod", "prow", "staging"])).toBe(name);
});

test("of two equally near names, the first is chosen", () => {
  expect(nearest("proo", ["prod", "prow"])).toBe("prod");
});
