import { scalar } from "../yaml/write.ts";
import { destinationsOf } from "./destinations.ts";
import type { PromotedDigest, PromotionSettings } from "./types.ts";

/** The line of a digest in an images.yaml, as `kpromo pr` writes it (promo-tools, `ManifestList.ToYAML`). */
export function digestLine({ digest, tags }: Pick<PromotedDigest, "digest" | "tags">): string {
  const sorted = [...tags].sort();
  return `    "${digest}": [${sorted.map((tag) => `"${tag}"`).join(",")}]`;
}

/** The comment in an images.yaml without images, here and upstream; the first image replaces it. */
export const EMPTY_LIST: readonly string[] = [
  "# No images yet: `bin/infra promote add` writes the first.",
  "# No images yet",
];

/** The complete text of a directory's promoter manifest. */
export function manifestText(
  directory: string,
  source: { readonly address: string; readonly group: string },
  settings: PromotionSettings,
): string {
  const lines = [
    `# google group for ${source.address} is ${source.group}`,
    "registries:",
    `- name: ${source.address}`,
    "  src: true",
    ...destinationsOf(directory, settings).flatMap((name) => [
      `- name: ${name}`,
      `  service-account: ${settings.promoter}`,
    ]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** The text of an OWNERS file. */
export function ownersText(approvers: readonly string[], labels: readonly string[]): string {
  const section = (key: string, names: readonly string[]) =>
    names.length === 0 ? [] : ["", `${key}:`, ...names.map((name) => `- ${scalar(name)}`)];
  const lines = [
    "# See the OWNERS docs at https://go.k8s.io/owners",
    ...section("approvers", approvers),
    ...section("labels", labels),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
