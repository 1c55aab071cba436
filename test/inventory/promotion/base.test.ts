import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { checkAgainst } from "../../../inventory/promotion/base.ts";
import type { PromotionSettings } from "../../../inventory/promotion/types.ts";
import { digestOf, GOOD, listOf, loadWith, manifestOf, settings, treeOf } from "../../support/promotion.ts";

const list = "images/k8s-staging-bom/images.yaml";
const manifest = "manifests/k8s-staging-bom/promoter-manifest.yaml";
const images = GOOD[list]!;
type Files = Readonly<Record<string, string | undefined>>;

/** The messages about the change from one variant of the valid tree to another, and the files that were read for it. */
function change(
  from: Files,
  to: Files,
  now: PromotionSettings = settings,
): { readonly said: string[]; readonly read: readonly string[] } {
  const before = Object.entries({ ...GOOD, ...from }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  let read: readonly string[] = [];
  const base = {
    name: "main",
    ids: new Map(
      before.map(([path, text]) => [
        path,
        createHash("sha1")
          .update(`blob ${Buffer.byteLength(text)}\0${text}`)
          .digest("hex"),
      ]),
    ),
    read: (paths: readonly string[]) => {
      read = paths;
      return new Map(before.filter(([path]) => paths.includes(path)));
    },
  };
  const since = checkAgainst(base, treeOf({ ...GOOD, ...to }), loadWith(to), now);
  const said = formatDiagnostics(since.diagnostics);
  return { said: said.split("\n").slice(0, -1), read };
}

test("unchanged files are not read", () => {
  expect(change({}, {})).toEqual({ said: [], read: [] });
  expect(change({}, { [list]: images + listOf("more", { 3: ["v3"] }) })).toEqual({ said: [], read: [list] });
});

test("moving a tag to another digest is refused", () => {
  const moved = images.replace("v0.2.0", "v0.3.0") + '    "sha256:' + "3".repeat(64) + '": ["v0.2.0"]\n';
  expect(change({}, { [list]: moved }).said).toEqual([
    `r/${list}:5:5: error: bom: the tag "v0.2.0" moves from sha256:222222222222… to sha256:333333333333…; a tag never moves [tag-moved]`,
    `    leave it at sha256:${"2".repeat(64)}, and give the new digest another tag`,
  ]);
});

test("removing a tag is only a warning, so that a tag conflict can be resolved", () => {
  expect(change({}, { [list]: images.replace('"v0.2.0"', "") }).said).toEqual([
    `r/${list}:4:5: warning: bom: the tag "v0.2.0" is removed from sha256:222222222222…; production keeps it [tag-removed]`,
    "    put it back, unless two digests had it",
  ]);
});

test("removing a digest is refused, with the line to put back", () => {
  expect(change({}, { [list]: listOf("bom", { 1: ["v0.1.0"] }) }).said).toEqual([
    `r/${list}:1:9: error: bom: sha256:222222222222… (v0.2.0) is removed; what was promoted stays [digest-removed]`,
    "    put back:",
    `        "sha256:${"2".repeat(64)}": ["v0.2.0"]`,
    "    or, if it was never promoted, add to infra/registry/promotion.yaml:",
    "    waivers:",
    "      - directory: k8s-staging-bom",
    "        image: bom",
    `        digest: sha256:${"2".repeat(64)}`,
    "        reason: <how it got there, and why it was never promoted>",
    "        approver: <the release manager who answers for it>",
    "        day: <today, as YYYY-MM-DD>",
  ]);
});

test("a waived digest may leave with its tags, or give them to the right digest, and no other digest may", () => {
  const waiver = {
    directory: "k8s-staging-bom",
    image: "bom",
    digest: digestOf("2"),
    reason: "a local build",
    approver: "ada",
    day: "2026-12-01",
    origin: { file: "promotion.yaml", line: 9, column: 5 },
  };
  const now = { ...settings, waivers: [waiver] };
  const warned = [
    `r/${list}:1:9: warning: bom: sha256:222222222222… (v0.2.0) is removed; \`bin/infra promote plan --base\` asks whether it was ever promoted [digest-removed]`,
    "    waived by ada in promotion.yaml:9: a local build",
  ];
  const without = { [list]: listOf("bom", { 1: ["v0.1.0"] }) };
  const corrected = { [list]: listOf("bom", { 1: ["v0.1.0"], 3: ["v0.2.0"] }) };
  expect(change({}, without, now).said).toEqual(warned);
  expect(change({}, corrected, now).said).toEqual(warned);
  const tooMuch = change({}, { [list]: listOf("bom", { 3: ["v0.1.0", "v0.2.0"] }) }, now).said;
  expect(tooMuch.filter((line) => line.includes(" error: "))).toEqual([
    `r/${list}:1:9: error: bom: sha256:111111111111… (v0.1.0) is removed; what was promoted stays [digest-removed]`,
    `r/${list}:3:5: error: bom: the tag "v0.1.0" moves from sha256:111111111111… to sha256:333333333333…; a tag never moves [tag-moved]`,
  ]);
  for (const other of [{ directory: "k8s-staging-kro" }, { image: "bomb" }, { digest: digestOf("4") }]) {
    const elsewhere = { ...settings, waivers: [{ ...waiver, ...other }] };
    expect(change({}, without, elsewhere).said[0]).toContain("error: bom: sha256:222222222222… (v0.2.0)");
  }
});

test("of two digests with one tag, either may give it up", () => {
  const both = { [list]: listOf("bom", { 1: ["v1"], 2: ["v1"] }) };
  const warned = (line: number, digit: string) => [
    `r/${list}:${line}:5: warning: bom: the tag "v1" is removed from sha256:${digit.repeat(12)}…; production keeps it [tag-removed]`,
    "    put it back, unless two digests had it",
  ];
  expect(change(both, { [list]: listOf("bom", { 1: ["v1"], 2: ["v2"] }) }).said).toEqual(warned(4, "2"));
  expect(change(both, { [list]: listOf("bom", { 1: [], 2: ["v1"] }) }).said).toEqual(warned(3, "1"));
});

test("removing a whole image or directory is refused with a single message", () => {
  const lines = [
    "    put back:",
    "    - name: bom",
    "      dmap:",
    `        "sha256:${"1".repeat(64)}": ["v0.1.0"]`,
    `        "sha256:${"2".repeat(64)}": ["v0.2.0"]`,
    "    or, if they were never promoted, add a waiver for each to infra/registry/promotion.yaml",
  ];
  const message = `r/${list}:1:1: error: bom: 2 digests (v0.1.0, v0.2.0) are removed; what was promoted stays [digest-removed]`;
  expect(change({}, { [list]: listOf("bomb", { 3: [] }) }).said).toEqual([message, ...lines]);
  const gone = { [list]: undefined, [manifest]: undefined, "images/k8s-staging-bom/OWNERS": undefined };
  expect(change({}, gone).said).toEqual([message, ...lines]);
});

test("a directory may leave once its project is frozen, retired or gone, and only as a whole", () => {
  const gone = { [list]: undefined, [manifest]: undefined, "images/k8s-staging-bom/OWNERS": undefined };
  const sources = (active: boolean) =>
    new Map([...settings.sources].map(([address, source]) => [address, { ...source, active }]));
  const errors = (to: Files, now: PromotionSettings) =>
    change({}, to, now).said.filter((line) => line.includes(" error: "));
  expect(errors(gone, { ...settings, sources: sources(false) })).toEqual([]);
  expect(errors(gone, { ...settings, sources: new Map() })).toEqual([]);
  const refused = `r/${list}:1:1: error: bom: 2 digests (v0.1.0, v0.2.0) are removed; what was promoted stays [digest-removed]`;
  expect(errors(gone, { ...settings, sources: sources(true) })).toEqual([refused]);
  const frozen = { ...settings, sources: sources(false) };
  expect(errors({ [list]: undefined }, frozen)).toEqual([refused]);
  expect(errors({ [list]: listOf("bomb", { 3: [] }) }, frozen)).toEqual([refused]);
});

test("a new directory may add its registries and images in one change", () => {
  const absent = { [list]: undefined, [manifest]: undefined };
  expect(change(absent, {}).said).toEqual([]);
});

test("one change may not touch both the registries and the images of a directory", () => {
  const to = {
    [list]: images + listOf("more", { 3: ["v3"] }),
    [manifest]: manifestOf("gcr.io/k8s-staging-etcd", "bom"),
  };
  const refusal = [
    `r/${manifest}:1:1: error: one change touches both the registries and the images of k8s-staging-bom [registries-with-images]`,
    `    make two changes: one for r/${manifest}, one for r/${list}`,
  ];
  expect(change({}, to).said).toEqual(refusal);
  expect(change({ [manifest]: undefined }, to).said).toEqual(refusal);
  expect(change({}, { [list]: to[list] }).said).toEqual([]);
  expect(change({}, { [manifest]: to[manifest] }).said).toEqual([]);
});

test("a new comment or another order does not count as a change", () => {
  const lines = images.split("\n");
  const sorted = [lines[0], lines[1], lines[3], lines[2], ""].join("\n");
  const to = { [list]: sorted, [manifest]: `# a comment\n${manifestOf("gcr.io/k8s-staging-etcd", "bom")}` };
  expect(change({}, to).said).toEqual([]);
});

test("a list that is broken at the base can be fixed", () => {
  expect(change({ [list]: "- name: [\n" }, {}).said).toEqual([
    `r/${list}:1:1: warning: images.yaml has mistakes at the base, so that not all of it can be compared [base-unreadable]`,
  ]);
  expect(change({ [list]: "# No images yet\n" }, {}).said).toEqual([]);
  expect(change({ [list]: images.replaceAll(/"(sha256:\d+)"/g, "$1") }, {}).said).toEqual([]);
});

test("what is malformed at the base may be corrected or go, and nothing else", () => {
  const warned = `r/${list}:1:1: warning: images.yaml has mistakes at the base, so that not all of it can be compared [base-unreadable]`;
  const extra = (line: string) => ({ [list]: `${images}    ${line}\n` });
  const malformed: readonly Files[] = [
    extra(`"sha256:${"3".repeat(63)}": ["v0.3.0"]`),
    extra(`"sha256:${"3".repeat(65)}": ["v0.3.0"]`),
    extra(`"sha256:${"A".repeat(64)}": ["v0.3.0"]`),
    extra(`"sha512:${"3".repeat(64)}": ["v0.3.0"]`),
    extra('"v0.3.0": []'),
    { [list]: images.replace('["v0.2.0"]', '["v0.2.0", "-v0.3.0"]') },
    { [list]: images + listOf("Bom", { 3: ["v0.3.0"] }) },
  ];
  const corrected = extra(`"sha256:${"3".repeat(64)}": ["v0.3.0"]`);
  const less = { [list]: listOf("bom", { 2: ["v0.2.0"] }) };
  for (const from of malformed) {
    expect(change(from, corrected).said).toEqual([warned]);
    expect(change(from, {}).said).toEqual([warned]);
    expect(change(from, less).said.slice(0, 2)).toEqual([
      warned,
      `r/${list}:1:9: error: bom: sha256:111111111111… (v0.1.0) is removed; what was promoted stays [digest-removed]`,
    ]);
  }
});

test("a list that is broken now is not reported for removed digests", () => {
  expect(change({}, { [list]: images.replace("2222", "2") }).said).toEqual([]);
});
