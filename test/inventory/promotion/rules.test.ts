import { expect, test } from "vitest";
import { kpromoIn } from "../../../inventory/promotion/kpromo.ts";
import { loadPromotion } from "../../../inventory/promotion/load.ts";
import { sourceOf, unreadable } from "../../../inventory/yaml/source.ts";
import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { digestOf, GOOD, judge, listOf, manifestOf, settings, treeOf } from "../../support/promotion.ts";

const list = "images/k8s-staging-bom/images.yaml";
const manifest = "manifests/k8s-staging-bom/promoter-manifest.yaml";
const owners = "images/k8s-staging-bom/OWNERS";
const good = GOOD[manifest]!;
const images = GOOD[list]!;

test("a valid tree yields no messages", () => {
  expect(judge({})).toEqual([]);
  expect(
    judge({
      "README.md": "",
      "images/README.md": "",
      "manifests/k8s-staging-bom/README.md": "",
      OWNERS: GOOD[owners],
    }),
  ).toEqual([]);
});

test("a digest of 63 hexadecimal digits is refused with its length", () => {
  const short = `sha256:${"1".repeat(63)}`;
  expect(judge({ [list]: images.replace(digestOf("1"), short) })).toEqual([
    `r/${list}:3:5: error: bom@sha256:111111111111… is no digest: it must be sha256: and 64 lower case hexadecimal digits, not 63 [malformed-key]`,
  ]);
});

test("an invalid digest, tag and image name are all reported at once", () => {
  const text = images
    .replace(digestOf("1"), "sha512:abc")
    .replace('"v0.2.0"', '"-v0.2.0"')
    .replace("name: bom", "name: Bom");
  expect(judge({ [list]: text })).toEqual([
    `r/${list}:1:9: error: Bom: name must be an image name: lower case letters, digits and . _ - /, not the text "Bom" [malformed-value]`,
    "    for example `name: agent-sandbox-controller`",
    `r/${list}:3:5: error: Bom@sha512:abc is no digest: it must be sha256: and 64 lower case hexadecimal digits, not "sha512:abc" [malformed-key]`,
    `r/${list}:4:81: error: Bom@sha256:222222222222… has the tag "-v0.2.0"; a tag has 1 to 128 letters, digits and . _ -, and does not start with . or - [malformed-value]`,
    '    for example `"v1.0.0"`',
  ]);
});

test("an image with an empty name is identified by its index", () => {
  expect(judge({ [list]: images.replace("name: bom", 'name: ""') })[0]).toBe(
    `r/${list}:1:9: error: [0]: name must be an image name: lower case letters, digits and . _ - /, not the text "" [malformed-value]`,
  );
});

test("a duplicate digest and an unknown key are refused", () => {
  const twice = `${images}    "${digestOf("1")}": []\n`;
  expect(judge({ [list]: twice })).toEqual([
    `r/${list}:5:5: error: "${digestOf("1")}" is already declared on line 3 [duplicate-key]`,
    "    remove one of the two, or merge them",
  ]);
  expect(judge({ [list]: images.replace("dmap:", "dmpa:") })).toEqual([
    `r/${list}:2:3: error: bom has the unknown key "dmpa" [unknown-key]`,
    '    did you mean "dmap"?',
  ]);
});

test("a duplicate tag of one digest is refused, and images in several blocks are one warning per list", () => {
  const twice = `r/${list}:5:9: warning: bom is already listed on line 1; kpromo takes all of it, but its commands see only the last block of an image [duplicate-image]`;
  const hint = "    put all digests of an image below one name";
  const more = listOf("bom", { 3: ["v3"] }) + listOf("bom", { 4: ["v4"] });
  expect(judge({ [list]: images + more })).toEqual([twice, hint]);
  const others =
    listOf("a", { 5: [] }) + listOf("a", { 6: [] }) + listOf("b", { 7: [] }) + listOf("b", { 8: [] });
  expect(judge({ [list]: images + more + others })).toEqual([
    twice.replace("line 1;", "line 1, and so are 2 other images;"),
    hint,
  ]);
  expect(judge({ [list]: images + listOf("bom", { 3: ["v3", "v3"] }) })).toEqual([
    twice,
    hint,
    `r/${list}:7:5: error: bom@sha256:333333333333… lists the tag "v3" twice [duplicate-tag]`,
    "    remove one of the two",
  ]);
});

/** Two directories that promote to the same place: one by its image's name, one by its manifest's subdirectory. */
const meeting = {
  "images/k8s-staging-etcd/OWNERS": GOOD[owners],
  "images/k8s-staging-etcd/images.yaml": listOf("kro/etcd", { 5: ["v1"], 6: ["v2"] }),
  "manifests/k8s-staging-etcd/promoter-manifest.yaml":
    manifestOf("gcr.io/k8s-staging-etcd", "kubernetes") +
    manifestOf("gcr.io/k8s-staging-etcd", "")
      .replaceAll("images/\n", "images\n")
      .split("\n")
      .slice(3)
      .join("\n"),
  "images/k8s-staging-kro/OWNERS": GOOD[owners],
  "images/k8s-staging-kro/images.yaml": listOf("etcd", { 6: ["v2"], 7: ["v1"] }),
  "manifests/k8s-staging-kro/promoter-manifest.yaml": manifestOf(
    "us-central1-docker.pkg.dev/k8s-staging-images/kro",
    "kro",
  ),
};

test("two digests for one tag are refused, within an image and across directories", () => {
  expect(judge({ [list]: images.replace("v0.2.0", "v0.1.0") })).toEqual([
    `r/${list}:4:5: error: registry.k8s.io/bom/bom:v0.1.0 is promoted from two digests: sha256:222222222222… here, sha256:111111111111… on line 3 [tag-conflict]`,
    "    a tag has one digest: give one of the two another tag",
  ]);
  expect(judge(meeting)).toEqual([
    "r/images/k8s-staging-kro/images.yaml:4:5: error: registry.k8s.io/kro/etcd:v1 is promoted from two digests: sha256:777777777777… here, sha256:555555555555… on r/images/k8s-staging-etcd/images.yaml:3 [tag-conflict]",
    "    a tag has one digest: give one of the two another tag",
  ]);
});

test("unchanged lists are skipped, except those that may conflict with a changed one", () => {
  const tree = treeOf({ ...GOOD, ...meeting });
  const changed = (directory: string) =>
    loadPromotion(tree, settings, (path) => path !== `images/${directory}/images.yaml`);
  const kro = changed("k8s-staging-kro");
  expect([kro.promotion.lists.map(({ directory }) => directory), kro.unread]).toEqual([
    ["k8s-staging-etcd", "k8s-staging-kro"],
    1,
  ]);
  expect(kro.diagnostics.map(({ rule }) => rule)).toEqual(["tag-conflict"]);
  const bom = changed("k8s-staging-bom");
  // What is promoted to the root can collide with everything.
  expect(bom.promotion.lists.map(({ directory }) => directory)).toEqual([
    "k8s-staging-bom",
    "k8s-staging-etcd",
  ]);
  expect(bom.diagnostics).toEqual([]);
});

test.each([
  ["in single quotes", images.replaceAll('"sha256', "'sha256").replaceAll('":', "':")],
  ["without quotes", images.replace(/"(sha256:1+)"/, "$1").replace(/"(sha256:2+)"/, "$1")],
  ["on one line", images.replace("\n    ", " {").replace("\n    ", ", ").replace(/\n$/, "}\n")],
  ["beside another in a comment", images.replaceAll(/$(?<=\])/gm, ` # not "${digestOf("3")}"`)],
])("digests %s cause a warning, because kpromo does not find them in a change", (where, text) => {
  const place = where === "on one line" ? "2:10" : "3:5";
  expect(judge({ [list]: text })).toEqual([
    `r/${list}:${place}: warning: bom: kpromo does not find 2 digests in a change, and promotes nothing [unseen-digest]`,
    "    write each digest in double quotes, on a line with no other",
  ]);
});

test.each([
  ["empty", ""],
  ["a comment alone", "# No images yet\n"],
  ["an empty list", "[]\n"],
])("a list that is %s is a warning", (_, text) => {
  expect(judge({ [list]: text })).toEqual([
    `r/${list}:1:1: warning: the file lists no images [no-images]`,
    "    a directory is added with its first image: `bin/infra promote new`, then `promote add`",
  ]);
});

test.each(["dmap: {}", "dmap:"])("an image without digests, as %s, is a warning", (dmap) => {
  expect(judge({ [list]: `${images}- name: tool\n  ${dmap}\n` })).toEqual([
    `r/${list}:5:9: warning: tool has no digests, so nothing of it is promoted [no-digests]`,
    "    remove it, or add its digests below `dmap:`",
  ]);
});

test("an OWNERS without approvers is a warning above the directories, and refused in one", () => {
  const labels = "labels:\n- area/artifacts\n";
  const hint = "    add at least one GitHub name or alias below `approvers:`";
  for (const path of ["OWNERS", "images/OWNERS"])
    for (const text of [labels, `approvers: []\n${labels}`])
      expect(judge({ [path]: text })).toEqual([
        `r/${path}:1:1: warning: the file names no approver [no-approvers]`,
        hint,
      ]);
  expect(judge({ [owners]: labels })).toEqual([
    `r/${owners}:1:1: error: the file names no approver [no-approvers]`,
    hint,
  ]);
});

test("missing destinations are reported with the lines to add", () => {
  const lines = good.split("\n").filter((line) => !line.includes("europe-west1"));
  const account = lines.indexOf("  service-account: promoter@k8s-artifacts-prod.iam.gserviceaccount.com");
  expect(judge({ [manifest]: lines.toSpliced(account, 1).join("\n") })).toEqual([
    `r/${manifest}:1:1: error: 1 destination of 2 is missing: europe-west1 [missing-destination]`,
    "    add below `registries:`",
    "    - name: europe-west1-docker.pkg.dev/k8s-artifacts-prod/images/bom",
    "      service-account: promoter@k8s-artifacts-prod.iam.gserviceaccount.com",
  ]);
});

test("a wrong subdirectory, location, project or service account is reported only once", () => {
  const promoted = (name: string) => judge({ [manifest]: good.replace(/europe-west1.*/, name) });
  expect(promoted("europe-west1-docker.pkg.dev/k8s-artifacts-prod/images/bomb")).toEqual([
    `r/${manifest}:4:9: error: k8s-staging-bom does not promote to the subdirectory bomb [wrong-subdirectory]`,
    "    write europe-west1-docker.pkg.dev/k8s-artifacts-prod/images/bom; an exception needs a reason in infra/registry/promotion.yaml",
  ]);
  expect(promoted("europe-wset1-docker.pkg.dev/k8s-artifacts-prod/images/bom")).toEqual([
    `r/${manifest}:4:9: error: europe-wset1 is no location of the production registry [unknown-destination]`,
    "    did you mean europe-west1?",
  ]);
  expect(promoted("europe-west1-docker.pkg.dev/k8s-artifact-prod/images/bom")).toEqual([
    `r/${manifest}:4:9: error: europe-west1-docker.pkg.dev/k8s-artifact-prod/images/bom is not in the production registry [unknown-destination]`,
    "    did you mean europe-west1-docker.pkg.dev/k8s-artifacts-prod/images/bom?",
  ]);
  expect(judge({ [manifest]: good.replace(": promoter@", ": somebody@") })).toEqual([
    `r/${manifest}:5:20: error: europe-west1-docker.pkg.dev/k8s-artifacts-prod/images/bom is not written as somebody@k8s-artifacts-prod.iam.gserviceaccount.com [promoter-account]`,
    "    write `service-account: promoter@k8s-artifacts-prod.iam.gserviceaccount.com`",
  ]);
  expect(judge({ [manifest]: good.replace(/\n {2}service-account.*/, "") })).toEqual([
    `r/${manifest}:4:9: error: europe-west1-docker.pkg.dev/k8s-artifacts-prod/images/bom names no service account [promoter-account]`,
    "    write `service-account: promoter@k8s-artifacts-prod.iam.gserviceaccount.com`",
  ]);
});

test("a destination outside the production registry is refused", () => {
  const extra = `${good}- name: gcr.io/somewhere/else\n  service-account: promoter@k8s-artifacts-prod.iam.gserviceaccount.com\n`;
  expect(judge({ [manifest]: extra })).toEqual([
    `r/${manifest}:8:9: error: gcr.io/somewhere/else is not in the production registry [unknown-destination]`,
    "    destinations are such as europe-west1-docker.pkg.dev/k8s-artifacts-prod/images/bom",
  ]);
});

test("a registry that is listed twice is refused", () => {
  const twice = good + good.split("\n").slice(3, 5).join("\n");
  expect(judge({ [manifest]: twice })).toEqual([
    `r/${manifest}:8:9: error: europe-west1-docker.pkg.dev/k8s-artifacts-prod/images/bom is already listed on line 4 [duplicate-registry]`,
    "    remove one of the two entries",
  ]);
});

test("a manifest must have exactly one source, and a declared one", () => {
  expect(judge({ [manifest]: good.replace("  src: true\n", "") })).toEqual([
    `r/${manifest}:1:1: error: no registry is marked as the source [no-source]`,
    "    add `src: true` to the staging repository",
  ]);
  expect(
    judge({
      [manifest]: good.replace(
        "  src: true\n",
        "  src: true\n- name: gcr.io/k8s-staging-etcd\n  src: true\n",
      ),
    }),
  ).toEqual([
    `r/${manifest}:4:9: error: gcr.io/k8s-staging-etcd is a second source; the first is gcr.io/k8s-staging-bom on line 2 [several-sources]`,
    "    remove one `src: true`",
  ]);
  expect(judge({ [manifest]: good.replace("k8s-staging-bom", "k8s-staging-bmo") })).toEqual([
    `r/${manifest}:2:9: error: gcr.io/k8s-staging-bmo is no declared staging repository [undeclared-source]`,
    "    did you mean gcr.io/k8s-staging-bom? Otherwise declare it in infra/gcp/infra.yaml or infra/gcp/k8s-staging-images.yaml",
  ]);
  expect(judge({ [manifest]: good.replace("k8s-staging-bom", "k8s-staging-bom/nested") })).toEqual([]);
});

test("an unknown key is refused, but provenance and the obsolete imagesPath are known", () => {
  expect(judge({ [manifest]: good.replace("src:", "scr:") })).toEqual([
    `r/${manifest}:3:3: error: registries[0] has the unknown key "scr" [unknown-key]`,
    '    did you mean "src"?',
  ]);
  const policy = "provenance:\n  mode: require\n  builders:\n  - id: https://builder\n    level: 1\n";
  expect(judge({ [manifest]: `${good}${policy}` })).toEqual([]);
  expect(judge({ [manifest]: `${good}imagesPath: "../../images/k8s-staging-bom/images.yaml"\n` })).toEqual(
    [],
  );
  expect(judge({ [manifest]: `${good}imagesPath: ../elsewhere.yaml\n` })).toEqual([
    `r/${manifest}:8:13: warning: imagesPath is "../elsewhere.yaml", but kpromo ignores it and reads ../../images/k8s-staging-bom/images.yaml [dead-images-path]`,
    "    remove the key",
  ]);
});

test("manifests with the same source must have the same provenance policy", () => {
  const policy = (lists: string) => `provenance:\n  mode: require\n${lists}`;
  const other = "manifests/k8s-staging-kro/promoter-manifest.yaml";
  const both = (one: string, two: string) =>
    judge({
      [manifest]: good + one,
      "images/k8s-staging-kro/OWNERS": GOOD[owners],
      "images/k8s-staging-kro/images.yaml": listOf("kro", { 5: ["v1"] }),
      [other]: manifestOf("gcr.io/k8s-staging-bom", "kro") + two,
    });
  const message = `the provenance policy differs from that of r/${manifest}, which promotes from gcr.io/k8s-staging-bom, too [provenance-differs]`;
  const hint = "    give both manifests the same `provenance`";
  expect(both(policy(""), "")).toEqual([`r/${other}:2:9: error: ${message}`, hint]);
  expect(both("", policy(""))).toEqual([`r/${other}:8:1: error: ${message}`, hint]);
  const lists = "  sources: [a, b]\n  predicateTypes: []\n";
  expect(both(policy(lists), policy("  sources: [b, a]\n"))).toEqual([]);
  expect(both(policy(lists), policy("  sources: [a]\n"))).toHaveLength(2);
  expect(both("", "provenance: { mode: off, sources: [a] }\n")).toEqual([]);
});

test("malformed YAML is reported with its position", () => {
  expect(judge({ [manifest]: good.replace("  src: true", " src: true") })[0]).toMatch(
    /^r\/manifests\/k8s-staging-bom\/promoter-manifest.yaml:3:\d+: error: not valid YAML: /,
  );
});

test.each(["\u0085", "\u2028", "\u2029", "\r"])(
  "an entry that only kpromo sees, after the line break %j in a comment, is refused",
  (end) => {
    const hidden = `# more${end}- name: evil\n`;
    const code = end.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    const refusal = (path: string, line: number, reader = "kpromo") => [
      `r/${path}:${line}:7: error: ${reader} takes U+${code} for the end of a line, or refuses the file [misread-character]`,
      "    remove the character",
    ];
    expect(judge({ [list]: images + hidden })).toEqual(refusal(list, 5));
    expect(judge({ [manifest]: good + hidden })).toEqual(refusal(manifest, 8));
    expect(judge({ [owners]: GOOD[owners]! + hidden })).toEqual(refusal(owners, 3, "Prow"));
  },
);

test("control characters and a tab at the start of a line are refused, because kpromo refuses them", () => {
  expect(judge({ [list]: `# \u0007\n${images}` })[0]).toBe(
    `r/${list}:1:3: error: kpromo takes U+0007 for the end of a line, or refuses the file [misread-character]`,
  );
  expect(judge({ [manifest]: `${good} \t# more\n` })).toEqual([
    `r/${manifest}:8:2: error: a tab stands at the start of a line, and kpromo refuses the file [misread-character]`,
    "    indent with spaces",
  ]);
  expect(judge({ [list]: images.replaceAll("\n", "\t# ☺\r\n") })).toEqual([]);
});

test("OWNERS must be valid and name an approver", () => {
  expect(judge({ [owners]: "approvers: []\n" })).toEqual([
    `r/${owners}:1:1: error: the file names no approver [no-approvers]`,
    "    add at least one GitHub name or alias below `approvers:`",
  ]);
  expect(judge({ [owners]: "reviewers:\n- ada\n" })[0]).toBe(
    `r/${owners}:1:1: error: the file names no approver [no-approvers]`,
  );
  expect(judge({ [owners]: "aprovers:\n- ada\n" })[0]).toBe(
    `r/${owners}:1:1: error: the file has the unknown key "aprovers" [unknown-key]`,
  );
  expect(judge({ [owners]: 'approvers:\n- "@ada"\n' })[0]).toBe(
    `r/${owners}:2:3: error: approvers[0] must be a GitHub name or an alias, not the text "@ada" [malformed-value]`,
  );
  expect(judge({ [owners]: 'filters:\n  ".*":\n    approvers:\n    - ada\n' })).toEqual([]);
});

test("a waived digest that is still listed is refused", () => {
  const origin = { file: "promotion.yaml", line: 9, column: 5 };
  const waiver = {
    directory: "k8s-staging-bom",
    image: "bom",
    reason: "why",
    approver: "ada",
    day: "2026-12-01",
  };
  const waivers = ["2", "3"].map((digit) => ({ ...waiver, digest: digestOf(digit), origin }));
  const { diagnostics } = loadPromotion(treeOf(GOOD), { ...settings, waivers });
  expect(formatDiagnostics(diagnostics)).toBe(
    `promotion.yaml:9:5: error: bom@sha256:222222222222… is waived, but still listed in r/${list}:4 [waiver-unused]\n` +
      "    remove the waiver, or the digest from the list\n",
  );
});

test("provenance is refused as long as the jobs pin a kpromo that stops at it", () => {
  const policy = "provenance:\n  mode: warn\n";
  const said = (pin: string | undefined) => {
    const text = `      image: registry.k8s.io/artifact-promoter/kpromo:${pin ?? ""}\n`;
    const jobs =
      pin === undefined ? unreadable("jobs.yaml", "there is no such file") : sourceOf("jobs.yaml", text);
    const { kpromo, diagnostics } = kpromoIn(jobs);
    const found = loadPromotion(treeOf({ ...GOOD, [manifest]: good + policy }), { ...settings, kpromo });
    return formatDiagnostics([...diagnostics, ...found.diagnostics])
      .split("\n")
      .slice(0, -1);
  };
  const refused = (reason: string) => [
    `r/${manifest}:8:1: error: provenance: ${reason} [provenance-unknown]`,
    "    remove it until the jobs pin a kpromo that is known to have it, v4.6 or later",
  ];
  expect(said("v4.6.0-0")).toEqual([]);
  expect(said("v4.5.1-0")).toEqual(
    refused("it ends the whole run of kpromo v4.5.1, which jobs.yaml:1 pins, and nothing is promoted"),
  );
  expect(said(undefined)).toEqual(
    refused("jobs.yaml does not say which kpromo promotes, and before v4.6 the key ends its whole run"),
  );
  for (const pin of ["v9.9.0-0", "latest-canary"])
    expect(said(pin)).toEqual([
      `jobs.yaml:1:48: warning: nobody has looked at which files kpromo "${pin}" takes [unknown-kpromo]`,
      "    look at its release notes, and add it to inventory/promotion/kpromo.ts",
      ...refused(`nobody knows whether it ends the whole run of kpromo ${pin}, which jobs.yaml:1 pins`),
    ]);
});

test("an OWNERS file in which Prow finds no approver is refused, with the reason", () => {
  const filters = 'filters:\n  "\\\\.yaml$":\n    approvers: [ada]\n';
  expect(judge({ [owners]: filters })).toEqual([]);
  expect(judge({ [owners]: `labels: [sig/node]\n${filters}` })).toEqual([
    `r/${owners}:2:1: error: Prow ignores all filters, since the file also has labels outside of them [ignored-filters]`,
    "    move these below filters, to the pattern `.*`, or do without filters",
  ]);
  expect(judge({ [owners]: `${filters}approvers: [bob]\nreviewers: [bob]\n` })[0]).toBe(
    `r/${owners}:1:1: error: Prow ignores all filters, since the file also has approvers and reviewers outside of them [ignored-filters]`,
  );
  expect(judge({ [owners]: `labels: []\nemeritus_approvers: [eve]\n${filters}` })).toEqual([]);
  expect(judge({ [owners]: 'filters:\n  "(?=a)":\n    approvers: [ada]\n' })[0]).toMatch(
    `r/${owners}:2:3: error: Prow skips the filter "(?=a)", which `,
  );
});

const otherValues: readonly (readonly [name: string, taken: string])[] = [
  ...["on", "Yes", "n", "OFF"].map((name) => [name, "true or false"] as const),
  ...["0b101", "1_000", "0X1F", "0O17", "1e1_0"].map((name) => [name, "a number"] as const),
  ["2026-12-01", "a point in time"],
];

test.each(otherValues)(
  "%s without quotes is no name to Prow, which then ignores the OWNERS file",
  (name, taken) => {
    for (const text of [`approvers:\n- ada\n- ${name}\n`, `approvers:\n- ada\n- "b"\n- ${name}\n`]) {
      const line = text.split("\n").length - 1;
      expect(judge({ [owners]: text })).toEqual([
        `r/${owners}:${line}:3: error: Prow takes ${name} without quotes for ${taken} [misread-value]`,
        `    put it in quotes: "${name}"`,
      ]);
    }
    expect(judge({ [owners]: `approvers:\n- "${name}"\n` })).toEqual([]);
  },
);

test("above the projects, what leaves an OWNERS file without approvers is a warning", () => {
  expect(judge({ OWNERS: "labels: [sig/node]\n" })).toEqual([
    "r/OWNERS:1:1: warning: the file names no approver [no-approvers]",
    "    add at least one GitHub name or alias below `approvers:`",
  ]);
  expect(judge({ "images/OWNERS": "approvers: [on]\n" })[0]).toBe(
    "r/images/OWNERS:1:13: warning: Prow takes on without quotes for true or false [misread-value]",
  );
  expect(judge({ OWNERS: "approvers: ada\n" })[0]).toMatch("r/OWNERS:1:12: error: approvers must be a list");
});

test.each(["1.10", "1.20", "010", "1e3", "3.0", "0x10", "20230312", "true"])(
  "the remedy for the tag %s puts quotes around what stands in the file, and passes",
  (tag) => {
    const tagged = (text: string) => ({ [list]: images.replace('"v0.2.0"', text) });
    const number = tag === "true" ? tag : `the number ${tag}`;
    const said = judge(tagged(tag));
    expect(said).toEqual([
      `r/${list}:4:81: error: bom@sha256:222222222222… must be text, not ${number} [wrong-type]`,
      `    put it in quotes: "${tag}"`,
    ]);
    expect(judge(tagged(said[1]!.replace("    put it in quotes: ", "")))).toEqual([]);
  },
);

test("the example for tags that are no list passes as it stands", () => {
  const line = `"${digestOf("2")}": ["v0.2.0"]`;
  const said = judge({ [list]: images.replace(line, `"${digestOf("2")}": v0.2.0`) });
  expect(said[1]).toBe(`    for example \`"${digestOf("2")}": ["v1.0.0"]\``);
  expect(judge({ [list]: images.replace(line, said[1]!.split("`")[1]!) })).toEqual([]);
});
