import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withAdditions } from "../../../../cli/edits/promotion/images.ts";
import { plainImages } from "../../../../inventory/promotion/plainImages.ts";
import { fromRoot } from "../../../../boot/root.ts";
import { digestOf, listOf } from "../../../support/promotion.ts";

test("a list is sorted as by `kpromo pr`: images by name, digests by their first tag, tags in order", () => {
  const text = listOf("z", { 1: ["v2"], 2: ["v10"], 3: ["v9", "v1"] }) + listOf("a/b", { 4: [] });
  expect(withAdditions(text, [{ image: "a", digest: digestOf("5"), tags: ["x"] }])?.split("\n")).toEqual([
    "- name: a",
    "  dmap:",
    `    "${digestOf("5")}": ["x"]`,
    "- name: a/b",
    "  dmap:",
    `    "${digestOf("4")}": []`,
    "- name: z",
    "  dmap:",
    `    "${digestOf("3")}": ["v1","v9"]`,
    `    "${digestOf("2")}": ["v10"]`,
    `    "${digestOf("1")}": ["v2"]`,
    "",
  ]);
});

test("an existing digest gets the new tag on its line", () => {
  const text = listOf("a", { 1: ["v1"] });
  expect(withAdditions(text, [{ image: "a", digest: digestOf("1"), tags: ["v1.0", "v1"] }])).toBe(
    `- name: a\n  dmap:\n    "${digestOf("1")}": ["v1","v1.0"]\n`,
  );
});

test("comments stay with the line that they precede or follow", () => {
  const text = [
    "# All of it.",
    "",
    "# About z.",
    "- name: z # the last letter",
    "  # About its digests.",
    "  dmap:",
    "    # About v2.",
    `    "${digestOf("1")}": ["v2"]`,
    `    "${digestOf("2")}": ["v1"] # broken`,
    "    # Nothing older.",
    "# About a.",
    "- name: a",
    "  dmap:",
    `    "${digestOf("3")}": ["v1"]`,
    "# The end.",
    "",
  ];
  expect(withAdditions(text.join("\n"), [])?.split("\n")).toEqual([
    "# All of it.",
    "",
    "# About a.",
    "- name: a",
    "  dmap:",
    `    "${digestOf("3")}": ["v1"]`,
    "# About z.",
    "- name: z # the last letter",
    "  # About its digests.",
    "  dmap:",
    `    "${digestOf("2")}": ["v1"] # broken`,
    "    # About v2.",
    `    "${digestOf("1")}": ["v2"]`,
    "    # Nothing older.",
    "# The end.",
    "",
  ]);
});

test("the first image replaces the comment that there are no images, and other comments stay", () => {
  const text = "# Approved by sig-release.\n# No images yet\n";
  const added = withAdditions(text, [{ image: "a", digest: digestOf("1"), tags: [] }]);
  expect(added).toBe(`# Approved by sig-release.\n- name: a\n  dmap:\n    "${digestOf("1")}": []\n`);
});

test("rewriting a list preserves its content and is idempotent", () => {
  const path = "test/fixtures/promotion/upstream/images/k8s-staging-agent-sandbox/images.yaml";
  const text = readFileSync(fromRoot(path), "utf8");
  const written = withAdditions(text, [])!;
  const content = (list: string) =>
    plainImages(list)!
      .flatMap(({ name, digests }) =>
        digests.map(({ digest, tags }) => `${name}@${digest} ${tags.join(" ")}`),
      )
      .sort();
  expect(content(written)).toEqual(content(text));
  expect(written).toContain("- name: python_runtime_sandbox # we don't use this anymore\n");
  expect(withAdditions(written, [])).toBe(written);
});

test("a list in flow style is not edited", () => {
  expect(withAdditions("- name: a\n  dmap: { x: [] }\n", [])).toBeUndefined();
  expect(withAdditions("[]\n", [])).toBeUndefined();
});

test("an image whose name could be a number is in quotes", () => {
  const text = withAdditions("", [{ image: "1e3", digest: digestOf("1"), tags: ["1.10"] }]);
  expect(text).toBe(`- name: "1e3"\n  dmap:\n    "${digestOf("1")}": ["1.10"]\n`);
  expect(plainImages(text!)?.map(({ name }) => name)).toEqual(["1e3"]);
});
