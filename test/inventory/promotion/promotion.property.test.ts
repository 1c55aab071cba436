import fc from "fast-check";
import { expect, test } from "vitest";
import { readImages } from "../../../inventory/promotion/images.ts";
import { readManifest } from "../../../inventory/promotion/manifest.ts";
import { checkOwners } from "../../../inventory/promotion/owners.ts";
import { isPlainOwners } from "../../../inventory/promotion/plainOwners.ts";
import { plainImages } from "../../../inventory/promotion/plainImages.ts";
import { plainManifest } from "../../../inventory/promotion/plainManifest.ts";
import { sourceOf } from "../../../inventory/yaml/source.ts";
import { digestOf, GOOD } from "../../support/promotion.ts";

/** Right and wrong pieces of text close to the usual style. */
const imagePieces = [
  "- name: ",
  "- name: bom",
  '- name: "bom/x"',
  "- name: 1e3",
  "- name: null",
  "-  name: bom",
  "  dmap:",
  "  dmap: {}",
  `    "${digestOf("1")}": ["v1"]`,
  `    "${digestOf("2")}": ["v1","v2"]`,
  `    "${digestOf("3")}": []`,
  `    '${digestOf("4")}': [v1]`,
  `   "${digestOf("5")}": ["v1"]`,
  `    "${digestOf("6")}": ["v1"`,
  "# comment",
  "  # more",
  " # a",
  "#b",
  "# a\u0085- name: b",
  "",
  "\n",
  "\t",
  "---",
  "...",
  "\r",
  "&a",
  '"x": y',
];
const manifestPieces = [
  "registries:",
  "registries: ",
  "registries: []",
  "- name: gcr.io/a/b",
  "  - name: gcr.io/a/b",
  "- name: a",
  "  src: true",
  "    src: true",
  "  src: yes",
  '  src: "true"',
  "  service-account: a@b.iam.gserviceaccount.com",
  "    service-account: x",
  "imagesPath: x",
  "# comment",
  " # a",
  "#b",
  "",
  "---",
  "\t",
  "\r",
  "...",
  "- src: true",
];
const ownersPieces = [
  "approvers:",
  "reviewers:",
  "labels:",
  "approvers: []",
  "- ada",
  "  - ada",
  "    - bob",
  "- sig/apps",
  "- 1",
  "- true",
  "- @a",
  "# comment",
  " # a",
  "#b",
  "",
  "---",
  "\t",
  "emeritus_approvers:",
  "options: {}",
];

/** Valid lines, with pieces inserted or lines left out. */
function texts(good: readonly string[], pieces: readonly string[]) {
  const odd = fc
    .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 2 })
    .map((parts) => parts.join(""));
  const changed = (line: string) =>
    fc.oneof(
      { weight: 12, arbitrary: fc.constant([line]) },
      { weight: 1, arbitrary: odd.map((text) => [line, text]) },
      { weight: 1, arbitrary: odd.map((text) => [line + text]) },
      { weight: 1, arbitrary: fc.constant([]) },
    );
  return fc.tuple(...good.map(changed)).map((lines) => lines.flat().join("\n"));
}

function lines(path: string): string[] {
  return GOOD[path]!.split("\n");
}

/** Makes the fast readers decline, because they leave what they do not know to the YAML package. */
const SLOW = "---\n";

test("the line reader reads an images.yaml the same way as the YAML package", () => {
  fc.assert(
    fc.property(texts(lines("images/k8s-staging-bom/images.yaml"), imagePieces), (text) => {
      const plain = plainImages(text);
      if (plain === undefined) return;
      expect(plainImages(SLOW + text)).toBeUndefined();
      const { images, diagnostics } = readImages(sourceOf("f", SLOW + text));
      expect(diagnostics).toEqual([]);
      expect(images.map(up)).toEqual(plain);
    }),
    { numRuns: 3000 },
  );
});

test("the line reader and the YAML package read a complete images.yaml the same way", () => {
  const list = GOOD["images/k8s-staging-bom/images.yaml"]!;
  const text = `# of bom\n${list} # end\n- name: "bom/more" # more\n  dmap:\n\n    # old\n    "${digestOf("7")}": ["a", "b","c"]\n`;
  const plain = plainImages(text);
  expect(plain?.map(({ name, line }) => [name, line])).toEqual([
    ["bom", 2],
    ["bom/more", 7],
  ]);
  expect(readImages(sourceOf("f", SLOW + text)).images.map(up)).toEqual(plain);
});

test("the line reader reads a manifest the same way as the YAML package", () => {
  fc.assert(
    fc.property(texts(lines("manifests/k8s-staging-bom/promoter-manifest.yaml"), manifestPieces), (text) => {
      const plain = plainManifest(text);
      if (plain === undefined) return;
      expect(plainManifest(SLOW + text)).toBeUndefined();
      const { manifest, diagnostics } = readManifest(sourceOf("f", SLOW + text), "d");
      expect(diagnostics).toEqual([]);
      const { registries, registriesAt } = manifest!;
      expect(
        registries.map(({ accountAt, ...rest }) => ({ ...up(rest), accountAt: accountAt && up(accountAt) })),
      ).toEqual(plain.registries);
      expect(up({ ...registriesAt })).toMatchObject(plain.registriesAt);
    }),
    { numRuns: 3000 },
  );
});

test("the YAML package finds no mistakes in an OWNERS file that the line reader accepts", () => {
  fc.assert(
    fc.property(texts(["approvers:", "- ada", "- bob", "labels:", "  - sig/apps"], ownersPieces), (text) => {
      if (!isPlainOwners(text)) return;
      expect(isPlainOwners(SLOW + text)).toBe(false);
      expect(checkOwners(sourceOf("f", SLOW + text), "of a project")).toEqual([]);
    }),
    { numRuns: 3000 },
  );
});

/** Subtracts the line that was put before the text. */
function up<T extends { readonly line: number }>(place: T): T {
  const digests = (place as { digests?: readonly { line: number }[] }).digests;
  return { ...place, line: place.line - 1, ...(digests && { digests: digests.map(up) }) };
}
