import { expect, test } from "vitest";
import { findingsByName, type Area } from "../../../inventory/catalog/findings.ts";
import { warning } from "../../../inventory/yaml/diagnostics.ts";

const at = (file: string, line: number, column = 1) => ({ file, line, column });

const areas: Area[] = [
  { at: at("infra.yaml", 10, 7), names: ["a"] },
  { at: at("infra.yaml", 20, 7), names: ["b"] },
  { at: at("infra.yaml", 30, 7), names: [] },
  { at: at("groups/groups.yaml", 5, 5), names: ["a", "b"] },
  { at: "builds/a.yaml", names: ["a"] },
  { at: "images/k8s-staging-a", names: ["a"] },
];

test.each<[what: string, place: ReturnType<typeof at>, names: string[]]>([
  ["the name of a declaration", at("infra.yaml", 10, 7), ["a"]],
  ["a value of a declaration", at("infra.yaml", 19, 9), ["a"]],
  ["the declaration after it", at("infra.yaml", 20, 7), ["b"]],
  ["a declaration of something else", at("infra.yaml", 31, 9), []],
  ["a line before all declarations", at("infra.yaml", 3), []],
  ["a line that ends the section", at("infra.yaml", 28, 5), []],
  ["a group that two share", at("groups/groups.yaml", 9, 9), ["a", "b"]],
  ["a whole file", at("builds/a.yaml", 1), ["a"]],
  ["a file in a folder", at("images/k8s-staging-a/images.yaml", 4), ["a"]],
  ["a folder whose name starts alike", at("images/k8s-staging-ab/images.yaml", 4), []],
])("%s belongs to its entries", (_, place, names) => {
  const diagnostic = warning("some-rule", place, "wrong");
  const { byName, elsewhere } = findingsByName(areas, [diagnostic]);
  expect(Object.fromEntries(byName)).toEqual(Object.fromEntries(names.map((name) => [name, [diagnostic]])));
  expect(elsewhere).toBe(names.length === 0 ? 1 : 0);
});
