import { expect, test } from "vitest";
import { withEntry, withKey, withoutEntry } from "../../../../cli/edits/onboarding/entry.ts";

const text = [
  "# Explained here.",
  "infra:",
  "  prod:",
  "    projects:",
  "      k8s-staging-no:",
  "  staging:",
  "    projects:",
  "      # The first.",
  "      k8s-staging-bom:   # a comment",
  "      k8s-staging-cri-tools:",
  "        sig: sig-node # the owner",
  "        # about what is above",
  "",
  "      # The last.",
  "      k8s-staging-kops:",
  "        apis: [compute]",
  "    special_cases: []",
  "",
].join("\n");

/** The lines that an edit adds (+) and removes (-), with their line numbers in the new and the old text. */
function changes(edited: string | undefined, before = text): string[] {
  const [old, now] = [before.split("\n"), (edited ?? "").split("\n")];
  let top = 0;
  while (top < old.length && old[top] === now[top]) top++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - top && old.at(-1 - end) === now.at(-1 - end)) end++;
  const between = (lines: string[], sign: string) =>
    lines.slice(top, lines.length - end).map((line, index) => `${sign}${top + index + 1} ${line}`);
  return [...between(old, "-"), ...between(now, "+")];
}

test.each([
  ["k8s-staging-aaa", "sig-node", ["+8       k8s-staging-aaa:", "+9         sig: sig-node"]],
  ["k8s-staging-cpa", "sig-apps", ["+10       k8s-staging-cpa:", "+11         sig: sig-apps"]],
  ["k8s-staging-dns", "sig-network", ["+13       k8s-staging-dns:", "+14         sig: sig-network"]],
  [
    "k8s-staging-zeitgeist",
    "sig-release",
    ["+17       k8s-staging-zeitgeist:", "+18         sig: sig-release"],
  ],
])("%s is inserted in alphabetical order, and no other line changes", (id, sig, lines) => {
  expect(changes(withEntry(text, id, sig))).toEqual(lines);
});

test("in an unsorted list, a new entry is inserted above the first greater one", () => {
  const unsorted =
    "infra:\n  staging:\n    projects:\n      k8s-staging-c:\n      k8s-staging-a:\n      k8s-staging-d:\n";
  expect(withEntry(unsorted, "k8s-staging-b", "sig-node")?.split("\n")[3]).toBe("      k8s-staging-b:");
});

test("Windows line endings and a missing final newline are preserved", () => {
  const windows = "infra:\r\n  staging:\r\n    projects:\r\n      k8s-staging-a:";
  expect(withEntry(windows, "k8s-staging-b", "sig-node")).toBe(
    `${windows}\r\n      k8s-staging-b:\r\n        sig: sig-node`,
  );
});

test.each([
  ["k8s-staging-bom", ["+10         state: frozen"]],
  ["k8s-staging-cri-tools", ["+12         state: frozen"]],
  ["k8s-staging-kops", ["+17         state: frozen"]],
])("the state of %s is added right after the entry's existing keys", (id, lines) => {
  expect(changes(withKey(text, id, "state", "frozen"))).toEqual(lines);
});

test("an existing key gets the new value and keeps its comment", () => {
  expect(changes(withKey(text, "k8s-staging-cri-tools", "sig", "sig-apps"))).toEqual([
    "-11         sig: sig-node # the owner",
    "+11         sig: sig-apps # the owner",
  ]);
});

test("an entry is removed with its keys, and the comment above it stays", () => {
  expect(changes(withoutEntry(text, "k8s-staging-kops"))).toEqual([
    "-15       k8s-staging-kops:",
    "-16         apis: [compute]",
  ]);
});

test("entries in flow style are not edited", () => {
  const flow = "infra: { staging: { projects: { k8s-staging-a: } } }\n";
  expect(withEntry(flow, "k8s-staging-b", "sig-node")).toBeUndefined();
  expect(withoutEntry(flow, "k8s-staging-a")).toBeUndefined();
  const inline = "infra:\n  staging:\n    projects:\n      k8s-staging-a: { sig: sig-node }\n";
  expect(withKey(inline, "k8s-staging-a", "state", "frozen")).toBeUndefined();
});
