/** What a report says of promotion and of rules: in all of its forms, and whatever is in the data. */
import { expect, test } from "vitest";
import { markdownReport } from "../../../../cli/review/report/markdown.ts";
import { pageOf } from "../../../../cli/review/report/page.ts";
import { beyond } from "../../../../cli/review/report/beyond.ts";
import { promotionChanges } from "../../../../cli/review/report/promotion/changes.ts";
import { fromPromotion } from "../../../../cli/review/report/promotion/reasons.ts";
import { fromPromotionFile, fromSharedFile } from "../../../../cli/review/report/promotion/settings.ts";
import type { PromotionChange } from "../../../../cli/review/report/promotion/schema.ts";
import { changeReport, type ChangeReport } from "../../../../cli/review/report/schema.ts";
import { terminalReport } from "../../../../cli/review/report/terminal.ts";
import { checkAgainst } from "../../../../inventory/promotion/base.ts";
import { loadPromotion } from "../../../../inventory/promotion/load.ts";
import { digestOf, GOOD, listOf, manifestOf, settings, treeOf } from "../../../support/promotion.ts";
import { reportOn } from "./sample.ts";

type Files = Readonly<Record<string, string | undefined>>;
const LIST = "images/k8s-staging-bom/images.yaml";
const MANIFEST = "manifests/k8s-staging-bom/promoter-manifest.yaml";
const manifest = manifestOf("gcr.io/k8s-staging-bom", "bom");

/** What changes from one tree to another, each the good tree with some files changed. */
function changesOf(from: Files, to: Files): PromotionChange[] {
  const before = Object.entries({ ...GOOD, ...from }).filter(([, text]) => text !== undefined);
  const texts = new Map(before.map(([path, text]) => [path, text!]));
  const ids = new Map([...texts.keys()].map((path) => [path, "0".repeat(40)]));
  const tree = treeOf({ ...GOOD, ...to });
  const now = loadPromotion(tree, settings);
  const { changes } = checkAgainst({ name: "main", ids, read: () => texts }, tree, now, settings);
  return promotionChanges({ ...now, settings, changes });
}
const told = (from: Files, to: Files) =>
  fromPromotion(changesOf(from, to)).map(({ level, text }) => `${level}: ${text}`);

test("comments and order in promotion are no change", () => {
  expect(changesOf({}, { [LIST]: `# moved\n${GOOD[LIST]!}` })).toEqual([]);
});

test("a new directory says where from and what it publishes", () => {
  expect(told({ [LIST]: undefined, [MANIFEST]: undefined }, {})).toEqual([
    "medium: k8s-staging-bom begins to promote, from gcr.io/k8s-staging-bom.",
    "medium: k8s-staging-bom publishes bom:v0.1.0 (sha256:111111111111…), bom:v0.2.0 (sha256:222222222222…) to 2 locations, for good.",
  ]);
});

test("a directory that leaves takes nothing from production", () => {
  expect(told({}, { [LIST]: undefined, [MANIFEST]: undefined })).toEqual([
    "medium: k8s-staging-bom leaves: nothing of it is promoted any more; what was promoted stays.",
  ]);
});

test("a further tag of a promoted digest is published, and the digest is not counted again", () => {
  const to = listOf("bom", { 1: ["v0.1.0", "v0.1"], 2: ["v0.2.0"] });
  expect(told({}, { [LIST]: to })).toEqual([
    "medium: k8s-staging-bom publishes bom:v0.1 (sha256:111111111111…) to 2 locations, for good.",
  ]);
});

test("writing to the root, or to another path, is a high risk", () => {
  const root = manifest.replaceAll("/images/bom", "/images");
  expect(told({}, { [MANIFEST]: root })).toEqual([
    "high: k8s-staging-bom writes to the root of registry.k8s.io now.",
    "medium: k8s-staging-bom no longer promotes to registry.k8s.io/bom; what is there stays.",
  ]);
  expect(told({}, { [MANIFEST]: manifest.replaceAll("/images/bom", "/images/kro") })[0]).toBe(
    "high: k8s-staging-bom promotes to another path now: registry.k8s.io/kro.",
  );
});

test("another account, and a location less, are high risks", () => {
  expect(told({}, { [MANIFEST]: manifest.replaceAll("promoter@", "eve@") })).toEqual([
    "high: k8s-staging-bom is promoted by another account now: eve@k8s-artifacts-prod.iam.gserviceaccount.com.",
  ]);
  expect(told({}, { [MANIFEST]: manifest.replace(/- name: us-central1(?:.*\n){2}/, "") })).toEqual([
    "high: k8s-staging-bom no longer promotes to us-central1-docker.pkg.dev/k8s-artifacts-prod/images/bom: clients there get no image.",
  ]);
});

const held = {
  project: "p",
  repository: "images",
  promoter: "a@p.iam.gserviceaccount.com",
  locations: ["us-east1"],
  exceptions: {},
};
const heldTo = (after: object) =>
  fromPromotionFile({ before: held, after: { ...held, ...after } }).map(
    ({ level, text }) => `${level}: ${text}`,
  );

test("each setting of promotion has its own reason", () => {
  expect(heldTo({ promoter: "b@p.iam.gserviceaccount.com" })).toEqual([
    "high: Images are promoted by another account now: b@p.iam.gserviceaccount.com.",
  ]);
  expect(heldTo({ repository: "other" })).toEqual([
    "high: Images are promoted to another repository now: p/other.",
  ]);
  expect(heldTo({ locations: ["us-west1"] })).toEqual([
    "high: Images are no longer promoted to us-east1.",
    "medium: Images are promoted to us-west1, too.",
  ]);
  expect(heldTo({ exceptions: { constructor: { subdirectories: ["a/b"], reason: "r" } } })).toEqual([
    "high: constructor may now write to registry.k8s.io/a/b.",
  ]);
});

test("a shared repository that comes is a low risk, and one that goes a medium one", () => {
  const of = (name: string) => ({ registries: { [name]: { group: "k8s-infra-staging-a@kubernetes.io" } } });
  expect(fromSharedFile({ before: of("a"), after: of("b") })).toEqual([
    { level: "medium", text: "k8s-staging-images/a leaves: nothing can be promoted from it any more." },
    {
      level: "low",
      text: "k8s-infra-staging-a@kubernetes.io can push images to the new k8s-staging-images/b.",
    },
  ]);
});

const EVIL = "@kubernetes/owners <img src=x> `x` | [a](b) https://evil.example \u202E\u001B[31m #1 a/b#2 ```";
const evilReport = (): Promise<ChangeReport> => {
  const both = { gained: [EVIL], lost: [EVIL] };
  const change: PromotionChange = {
    ...{ directory: EVIL, presence: "changed", served: [EVIL], locations: 2 },
    images: [{ operation: "publish", name: EVIL, digest: EVIL, tags: [EVIL] }],
    ...{ sources: both, destinations: both, paths: both, accounts: both },
    provenance: { before: EVIL, after: EVIL },
  };
  const rule = {
    file: EVIL,
    about: "a",
    properties: [{ path: EVIL, before: { [EVIL]: EVIL }, after: EVIL }],
  };
  return reportOn({}, { promotion: [change], rules: [rule], notCovered: [EVIL] }).then((report) => ({
    ...report,
    risk: { level: "high", reasons: fromPromotion([change]) },
  }));
};

test("untrusted text is harmless in every new part of a comment, a page and a terminal", async () => {
  const report = await evilReport();
  const markdown = markdownReport(report);
  const outsideCode = markdown
    .replaceAll(/^ *(`{3,})\w*\n[^]*?^ *\1$/gm, "")
    .replaceAll("\\`", "")
    .replaceAll(/(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, "")
    .replaceAll(/<code>[^<]*<\/code>/g, "");
  expect(outsideCode).not.toMatch(/@\w|(?<!\\)\]\(|https?:\/\/\w|(?:#|GH-)\d/);
  expect(outsideCode).not.toMatch(/<(?!!--|\/?(?:details|summary|code|sub|br)>)/);
  const text = terminalReport(report, false);
  for (const shown of [markdown, text]) expect(shown).not.toMatch(/(?!\n)[\p{Cc}\u202E]/u);
  expect(pageOf("t", text)).not.toContain("<img");
});

test("a report with promotion and rules is one of the schema", async () => {
  const report = await evilReport();
  expect(changeReport.safeParse(JSON.parse(JSON.stringify(report))).error).toBeUndefined();
});

test("what one stack's report says is not repeated below it", async () => {
  const staging = await evilReport();
  const own = { level: "low", text: "Of prod." } as const;
  const prod = {
    ...staging,
    stack: "prod",
    risk: { level: "high" as const, reasons: [...staging.risk.reasons, own] },
  };
  expect(beyond(prod, staging)).toMatchObject({
    ...{ promotion: [], rules: [], notCovered: [] },
    risk: { level: "low", reasons: [own] },
  });
  expect(beyond({ ...staging, stack: "prod" }, staging).risk).toEqual({
    level: "none",
    reasons: [{ level: "none", text: "Nothing beyond what is said of staging." }],
  });
});

test("the terminal shows what is promoted, with whole digests", async () => {
  const [change] = changesOf({}, { [LIST]: listOf("bom", { 1: ["v0.1.0"], 2: ["v0.2.0"], 3: ["v0.3.0"] }) });
  const report = await reportOn({}, { promotion: [change!] });
  const risk = { level: "medium" as const, reasons: fromPromotion([change!]) };
  expect(
    terminalReport({ ...report, risk }, false)
      .split("\n")
      .slice(0, 7),
  ).toEqual([
    "staging: no changes of resources, 1 digest to publish",
    "medium risk: k8s-staging-bom publishes bom:v0.3.0 (sha256:333333333333…) to 2 locations, for good.",
    "",
    "Promotion, which kpromo copies after the merge:",
    "  k8s-staging-bom: 1 digest to publish",
    "      served as registry.k8s.io/bom, in 2 locations",
    `    + bom@${digestOf("3")} v0.3.0`,
  ]);
});
