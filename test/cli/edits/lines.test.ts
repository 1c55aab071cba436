import { expect, test } from "vitest";
import { buildIn } from "../../../cli/edits/onboarding/build.ts";
import { withSourcesAndBuilds } from "../../../cli/edits/onboarding/buildsFile.ts";
import { withEntry, withKey, withoutEntry } from "../../../cli/edits/onboarding/entry.ts";
import {
  withGroup,
  withMembers,
  withRetiredGroup,
  withoutGroup,
} from "../../../cli/edits/onboarding/groupsFile.ts";
import { withAllowed, withoutAllowed } from "../../../cli/edits/onboarding/restrictionsFile.ts";
import { Lines } from "../../../cli/edits/lines.ts";
import { withAdditions } from "../../../cli/edits/promotion/images.ts";
import { withRelease } from "../../../cli/edits/release.ts";
import { digestOf } from "../../support/promotion.ts";

const infra = `infra:
  staging:
    projects:
      k8s-staging-a:
      k8s-staging-b: # the second
        sig: sig-node # the owner
`;
const builds = `sources: [kubernetes-sigs/a] # one
builds:
  a:
    tags: [semver] # versions
`;
const groups = `groups:
  - email-id: a@kubernetes.io
    members: []

  - email-id: b@kubernetes.io
    members:
      - bob@example.com # on leave
`;
const restrictions = String.raw`restrictions:
  - path: sig-docs/groups.yaml
    allowedGroups:
      - '^k8s-infra-staging-a@kubernetes\.io$'
      - '^k8s-infra-staging-b@kubernetes\.io$'
  - path: sig-node/groups.yaml
    allowedGroups:
      - '^k8s-infra-staging-c@kubernetes\.io$'
`;
const images = `# All of it.

# About b.
- name: b # the second
  # About its digests.
  dmap:
    "${digestOf("1")}": ["v1"] # broken
    "${digestOf("2")}": ["v2"]
# The end.
`;
const proxy = `proxy:
  stacks:
    prod:
      # The newest is on top.
      releases:
        # Runs since then.
        - digest: ${digestOf("1")}
          date: 2026-01-01
`;
const build = buildIn("name=z", ["kubernetes-sigs/a"]);
if (typeof build === "string") throw new Error(build);
const email = (name: string) => `k8s-infra-staging-${name}@kubernetes.io`;

/** Every kind of edit: a text, and an edit of it; at the start, in the middle and at the end of a file. */
const edits: readonly (readonly [string, string, (text: string) => string | undefined])[] = [
  ["a project at the top", infra, (text) => withEntry(text, "k8s-staging-A", "sig-node")],
  ["a project at the end", infra, (text) => withEntry(text, "k8s-staging-c", "sig-node")],
  ["a new key", infra, (text) => withKey(text, "k8s-staging-a", "state", "frozen")],
  ["a new key at the end", infra, (text) => withKey(text, "k8s-staging-b", "state", "frozen")],
  ["another value of a key", infra, (text) => withKey(text, "k8s-staging-b", "sig", "sig-apps")],
  ["no project", infra, (text) => withoutEntry(text, "k8s-staging-a")],
  ["no project at the end", infra, (text) => withoutEntry(text, "k8s-staging-b")],
  ["a source and a build", builds, (text) => withSourcesAndBuilds(text, ["kubernetes-sigs/z"], [build])],
  [
    "the first build",
    "# One.\nsources: [kubernetes-sigs/a]\n",
    (text) => withSourcesAndBuilds(text, [], [build]),
  ],
  [
    "another source in a list",
    "sources:\n  - kubernetes-sigs/a\n",
    (text) => withSourcesAndBuilds(text, ["kubernetes-sigs/z"], []),
  ],
  ["a group", groups, (text) => withGroup(text, "c@kubernetes.io", ["  - email-id: c@kubernetes.io"])],
  ["the first group", "# None yet.\ngroups: []\n", (text) => withGroup(text, "c@k", ["  - email-id: c@k"])],
  ["the first member", groups, (text) => withMembers(text, "a@kubernetes.io", ["ada@example.com"])],
  ["members", groups, (text) => withMembers(text, "b@kubernetes.io", ["eve@example.com", "ada@example.com"])],
  ["a retired group", groups, (text) => withRetiredGroup(text, "b@kubernetes.io")],
  ["no group", groups, (text) => withoutGroup(text, "a@kubernetes.io")],
  ["no group at the end", groups, (text) => withoutGroup(text, "b@kubernetes.io")],
  ["another allowed group", restrictions, (text) => withAllowed(text, "sig-node/groups.yaml", email("d"))],
  ["another file", restrictions, (text) => withAllowed(text, "sig-windows/groups.yaml", email("d"))],
  [
    "one allowed group less",
    restrictions,
    (text) => withoutAllowed(text, "sig-docs/groups.yaml", email("a")),
  ],
  ["one file less", restrictions, (text) => withoutAllowed(text, "sig-node/groups.yaml", email("c"))],
  [
    "a new tag",
    images,
    (text) => withAdditions(text, [{ image: "b", digest: digestOf("1"), tags: ["v1.0"] }]),
  ],
  [
    "another digest",
    images,
    (text) => withAdditions(text, [{ image: "b", digest: digestOf("3"), tags: ["v3"] }]),
  ],
  [
    "another image",
    images,
    (text) => withAdditions(text, [{ image: "a", digest: digestOf("3"), tags: ["v0"] }]),
  ],
  [
    "the first image",
    "# Approved by sig-release.\n# No images yet\n",
    (text) => withAdditions(text, [{ image: "a", digest: digestOf("3"), tags: ["v0"] }]),
  ],
  ["a release", proxy, (text) => withRelease(text, "prod", { digest: digestOf("2"), date: "2026-02-02" })],
];

const windows = (text: string) => text.replaceAll("\n", "\r\n");
const open = (text: string) => text.replace(/\r?\n$/, "");

test.each(edits)(
  "%s: the file's line ends and its last line stay in the file's own style",
  (_, text, edit) => {
    const expected = edit(text);
    if (expected === undefined) throw new Error("not edited");
    expect(expected).not.toBe(text);
    expect(expected).toMatch(/[^\n]\n$/);
    expect(edit(windows(text))).toBe(windows(expected));
    expect(edit(open(text))).toBe(open(expected));
    expect(edit(open(windows(text)))).toBe(open(windows(expected)));
  },
);

/** The text with another line end after the first line than after all others. */
function mixed(text: string, first: string, others: string): string {
  return text.replaceAll("\n", (_, at: number) => (at === text.indexOf("\n") ? first : others));
}

test.each(edits.filter(([, text]) => text.split("\n").length > 3))(
  "%s: where line ends differ, kept lines keep theirs, and new lines get the usual one",
  (_, text, edit) => {
    const expected = edit(text)!;
    const isFirstKept = expected.split("\n")[0] === text.split("\n")[0];
    for (const [first, others] of [
      ["\n", "\r\n"],
      ["\r\n", "\n"],
    ] as const)
      expect(edit(mixed(text, first, others))).toBe(mixed(expected, isFirstKept ? first : others, others));
  },
);

test("lines that are moved, added and removed", () => {
  const lines = new Lines("a\r\nb\r\nc\nd\r\ne");
  expect(lines.lines).toEqual(["a", "b", "c", "d", "e"]);
  expect(lines.textOf(["a", "b", "c", "d", "e"])).toBe("a\r\nb\r\nc\nd\r\ne");
  expect(lines.textOf(["a", "c", "new", "e", "more"])).toBe("a\r\nc\nnew\r\ne\r\nmore");
  expect(lines.textOf(["a", "b", "c"])).toBe("a\r\nb\r\nc");
  expect(new Lines("").textOf(["new"])).toBe("new\n");
  expect(new Lines("a\r\n").textOf([])).toBe("");
});
