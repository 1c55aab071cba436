import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { formatDiagnostics } from "../../inventory/yaml/format.ts";
import { loadPromotion, type PromotionResult } from "../../inventory/promotion/load.ts";
import { fromRoot } from "../../boot/root.ts";
import { testFolder } from "./infra.ts";
import { memoryTree } from "../../inventory/yaml/tree.ts";
import type { PromotionSettings } from "../../inventory/promotion/types.ts";

const origin = { file: "infra.yaml", line: 1, column: 1 };

/** Two locations and three staging repositories, to keep a whole manifest easy to read. */
export const settings: PromotionSettings = {
  project: "k8s-artifacts-prod",
  repository: "images",
  locations: ["europe-west1", "us-central1"],
  promoter: "promoter@k8s-artifacts-prod.iam.gserviceaccount.com",
  locationsFile: "promotion.yaml",
  exceptions: new Map([["k8s-staging-etcd", { subdirectories: ["", "kubernetes"], reason: "root" }]]),
  kpromo: { version: "v4.6.0", readsProvenance: true, origin },
  waivers: [],
  sources: new Map(
    [
      "gcr.io/k8s-staging-bom",
      "gcr.io/k8s-staging-etcd",
      "us-central1-docker.pkg.dev/k8s-staging-images/kro",
    ].map((address) => [
      address,
      { project: address.split("/")[1]!, group: "k8s-infra-staging-x@kubernetes.io", active: true, origin },
    ]),
  ),
};

/** A digest that repeats the same digit 64 times. */
export function digestOf(digit: string): string {
  return `sha256:${digit.repeat(64)}`;
}

/** The lines of a manifest that promotes to both locations. */
export function manifestOf(source: string, subdirectory: string): string {
  return [
    "registries:",
    `- name: ${source}`,
    "  src: true",
    ...settings.locations.flatMap((location) => [
      `- name: ${location}-docker.pkg.dev/k8s-artifacts-prod/images/${subdirectory}`,
      `  service-account: ${settings.promoter}`,
    ]),
    "",
  ].join("\n");
}

/** The text of an images.yaml with one image. */
export function listOf(name: string, tagsByDigit: Readonly<Record<string, readonly string[]>>): string {
  const lines = Object.entries(tagsByDigit).map(
    ([digit, tags]) => `    "${digestOf(digit)}": [${tags.map((tag) => `"${tag}"`).join(", ")}]`,
  );
  return [`- name: ${name}`, "  dmap:", ...lines, ""].join("\n");
}

/** The files of a valid directory that promotes one image with two digests. */
export const GOOD: Readonly<Record<string, string>> = {
  "images/k8s-staging-bom/OWNERS": "approvers:\n- sig-release-leads\n",
  "images/k8s-staging-bom/images.yaml": listOf("bom", { 1: ["v0.1.0"], 2: ["v0.2.0"] }),
  "manifests/k8s-staging-bom/promoter-manifest.yaml": manifestOf("gcr.io/k8s-staging-bom", "bom"),
};

/** What a directory on disk promotes: its source, its destinations, and the lines below each image's `dmap`. */
export interface Directory {
  readonly source: string;
  readonly destinations: readonly string[];
  readonly images: Readonly<Record<string, readonly string[]>>;
}

/** A line of a `dmap`. */
export function entry(digest: string, ...tags: string[]): string {
  return `    "${digest}": [${tags.map((tag) => `"${tag}"`).join(",")}]`;
}

/** Writes the three files of a directory to a tree on disk. */
export function writeDirectory(
  tree: string,
  name: string,
  { source, destinations, images }: Directory,
): void {
  const lists = Object.entries(images).flatMap(([image, lines]) => [`- name: ${image}`, "  dmap:", ...lines]);
  const registries = [
    `- name: ${source}`,
    "  src: true",
    ...destinations.map((address) => `- name: ${address}`),
  ];
  const files = {
    [`images/${name}/OWNERS`]: GOOD["images/k8s-staging-bom/OWNERS"]!,
    [`images/${name}/images.yaml`]: `${lists.join("\n")}\n`,
    [`manifests/${name}/promoter-manifest.yaml`]: ["registries:", ...registries, ""].join("\n"),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
}

/** A tree of these files; undefined ones are left out. */
export function treeOf(files: Readonly<Record<string, string | undefined>>) {
  const present = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return memoryTree(new Map(present), "r");
}

/** Loads the valid tree with some of its files changed, added or (undefined) removed. */
export function loadWith(changes: Readonly<Record<string, string | undefined>>): PromotionResult {
  return loadPromotion(treeOf({ ...GOOD, ...changes }), settings);
}

/** All messages about such a tree: one line per diagnostic, hint and line to add. */
export function judge(changes: Readonly<Record<string, string | undefined>>): string[] {
  return formatDiagnostics(loadWith(changes).diagnostics).split("\n").slice(0, -1);
}

/** Writes settings like the project's own that waive a digest of the image `bom`, and returns their path. */
export function waive(directory: string, digest: string): string {
  const path = join(testFolder(), "promotion.yaml");
  const own = readFileSync(fromRoot("infra/registry/promotion.yaml"), "utf8");
  const waiver = `{ directory: ${directory}, image: bom, digest: "${digest}", reason: a local build, approver: ada, day: 2026-12-01 }`;
  writeFileSync(path, `${own}\nwaivers:\n  - ${waiver}\n`);
  return path;
}
