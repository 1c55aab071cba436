import { expect, test } from "vitest";
import { loadPromotion } from "../../../inventory/promotion/load.ts";
import type { PromotionSettings } from "../../../inventory/promotion/types.ts";
import { hasErrors } from "../../../inventory/yaml/diagnostics.ts";
import { digestOf, GOOD, listOf, manifestOf, settings, treeOf } from "../../support/promotion.ts";

/** Directories that promote to another subdirectory than the one that they are named after. */
const OTHERS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"].map((name) => `k8s-staging-${name}`);

const exceptions: PromotionSettings["exceptions"] = new Map(
  OTHERS.map((directory, index) => [
    directory,
    // Several share a place, as the projects of a SIG do.
    { subdirectories: [index < 3 ? "sig-storage" : `other/${index}`], reason: "older than the rule" },
  ]),
);

function directory(name: string, subdirectory: string, images: string): Record<string, string> {
  return {
    [`images/${name}/OWNERS`]: GOOD["images/k8s-staging-bom/OWNERS"]!,
    [`images/${name}/images.yaml`]: images,
    [`manifests/${name}/promoter-manifest.yaml`]: manifestOf("gcr.io/k8s-staging-bom", subdirectory),
  };
}

/** A digest of which no other in the tree has the digits. */
const digest = (number: number) => `sha256:${String(number).padStart(64, "0")}`;

/** One block per release, some of them in block style and without quotes, as people and older programs wrote them. */
const releases = Array.from({ length: 120 }, (_, release) =>
  ["controller", "controller-amd64", "healthcheck"].map((image, index) => {
    const own = digest(10 * release + index);
    return release % 3 === 0
      ? `- name: ${image}\n  dmap:\n    ${own}:\n    - 1.${release}.0\n`
      : `- name: ${image}\n  dmap:\n    "${own}": ["1.${release}.0"]\n`;
  }),
)
  .flat()
  .join("\n");

test("a tree with the habits of upstream's shows its one fault, and warnings that are few", () => {
  const files = {
    ...GOOD,
    OWNERS: "reviewers:\n- ada\n\nlabels:\n- area/artifacts\n",
    "manifests/go.mod": "module x\n",
    ...Object.assign(
      {},
      ...OTHERS.map((name, index) =>
        directory(
          name,
          exceptions.get(name)!.subdirectories[0]!,
          listOf(`image-${index}`, { 1: ["v1"], 2: [] }),
        ),
      ),
    ),
    ...directory("k8s-staging-kops", "kops", releases),
    ...directory("k8s-staging-empty", "empty", "# No images yet\n"),
    ...directory("k8s-staging-gone", "gone", "- name: gone\n  dmap: {}\n"),
    "images/k8s-staging-kops/generate.sh": "#!/bin/sh\n",
    "images/k8s-staging-kops/README.md": "",
    ...directory(
      "k8s-staging-ingress",
      "ingress",
      listOf("controller", { 1: ["v1"] }).replace(digestOf("1"), digestOf("1").slice(0, -1)),
    ),
  } as Readonly<Record<string, string>>;
  const { diagnostics } = loadPromotion(treeOf(files), { ...settings, exceptions });
  const rules = (severity: string) =>
    diagnostics.filter((one) => one.severity === severity).map(({ rule }) => rule);
  expect(diagnostics.filter((one) => hasErrors([one]))).toMatchObject([
    { rule: "malformed-key", file: "r/images/k8s-staging-ingress/images.yaml", line: 3 },
  ]);
  expect(rules("warning").sort()).toEqual([
    "duplicate-image",
    "no-approvers",
    "no-digests",
    "no-images",
    "stray-file",
    "stray-file",
    "unseen-digest",
    "unseen-digest",
    "unseen-digest",
  ]);
});
