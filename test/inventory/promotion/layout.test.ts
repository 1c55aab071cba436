import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { loadPromotion } from "../../../inventory/promotion/load.ts";
import { diskTree } from "../../../inventory/yaml/tree.ts";
import { testFolder } from "../../support/infra.ts";
import { GOOD, judge, settings } from "../../support/promotion.ts";

const list = "images/k8s-staging-bom/images.yaml";
const manifest = "manifests/k8s-staging-bom/promoter-manifest.yaml";
const owners = "images/k8s-staging-bom/OWNERS";

test("a misspelled images.yaml is reported as misnamed, and not also as missing", () => {
  expect(judge({ [list]: undefined, "images/k8s-staging-bom/imaegs.yaml": GOOD[list] })).toEqual([
    'r/images/k8s-staging-bom/imaegs.yaml:1:1: error: kpromo does not read a file named "imaegs.yaml" [misnamed-file]',
    "    rename it to images.yaml",
  ]);
});

test("a manifest or a list in the wrong place is reported with the right place", () => {
  const deep = "manifests/k8s-staging-bom/deep/promoter-manifest.yaml";
  expect(judge({ [manifest]: undefined, [deep]: GOOD[manifest] })).toEqual([
    `r/${deep}:1:1: error: promoter-manifest.yaml stands in the wrong place, one level too deep: kpromo does not promote from here [misplaced-file]`,
    `    move it to ${manifest}`,
  ]);
  const inImages = "images/k8s-staging-bom/promoter-manifest.yaml";
  expect(judge({ [manifest]: undefined, [inImages]: GOOD[manifest] })).toEqual([
    `r/${inImages}:1:1: error: promoter-manifest.yaml stands in the wrong place: kpromo does not promote from here [misplaced-file]`,
    `    move it to ${manifest}`,
  ]);
  expect(judge({ "images.yaml": "" })).toEqual([
    "r/images.yaml:1:1: error: images.yaml stands in the wrong place: kpromo does not promote from here [misplaced-file]",
    "    move it to images/<directory>/images.yaml",
  ]);
});

test("OWNERS in manifests/ is refused", () => {
  for (const path of ["manifests/OWNERS", "manifests/k8s-staging-bom/OWNERS"]) {
    expect(judge({ [path]: GOOD[owners] })).toEqual([
      `r/${path}:1:1: error: OWNERS must not stand in manifests/: registries are approved by the owners of the root folder [owners-in-manifests]`,
      "    remove the file",
    ]);
  }
});

test("stray files are warnings in any folder", () => {
  expect(judge({ "images/k8s-staging-bom/notes.txt": "", "other/README.md": "" })).toEqual([
    'r/images/k8s-staging-bom/notes.txt:1:1: warning: nothing reads "notes.txt"; here belong images.yaml, OWNERS and README.md [stray-file]',
    "    remove it, or keep it elsewhere",
    'r/other/README.md:1:1: warning: nothing reads "README.md"; here belong images/ and manifests/ [stray-file]',
    "    remove it, or keep it elsewhere",
  ]);
});

test("a directory is reported if its list, manifest or OWNERS is missing", () => {
  expect(judge({ [list]: undefined })).toEqual([
    `r/${manifest}:1:1: error: it promotes nothing: there is no ${list} [missing-file]`,
    "    add it with its first image",
  ]);
  expect(judge({ [manifest]: undefined })).toEqual([
    `r/${list}:1:1: error: these images are promoted nowhere: there is no ${manifest} [missing-file]`,
    "    add it; `bin/infra promote new k8s-staging-bom` writes it",
  ]);
  expect(judge({ [owners]: undefined })).toEqual([
    `r/${list}:1:1: warning: only the owners of the root folder can approve these images: there is no ${owners} [missing-owners]`,
    "    add it, with the project's approvers",
  ]);
  expect(judge({ [list]: undefined, [manifest]: undefined })).toEqual([
    `r/${owners}:1:1: error: the directory lists no images: there is no ${list} [missing-file]`,
    "    add it with its first image",
  ]);
});

test("a stray or misnamed file does not hide a different missing file", () => {
  const stray = "images/k8s-staging-bom/notes.txt";
  expect(judge({ [list]: undefined, [stray]: "" }).filter((line) => !line.startsWith(" "))).toEqual([
    `r/${stray}:1:1: warning: nothing reads "notes.txt"; here belong images.yaml, OWNERS and README.md [stray-file]`,
    `r/${manifest}:1:1: error: it promotes nothing: there is no ${list} [missing-file]`,
  ]);
  const misspelt = "images/k8s-staging-bom/OWNRES";
  expect(
    judge({ [manifest]: undefined, [owners]: undefined, [misspelt]: "" }).filter(
      (line) => !line.startsWith(" "),
    ),
  ).toEqual([
    `r/${misspelt}:1:1: error: kpromo does not read a file named "OWNRES" [misnamed-file]`,
    `r/${list}:1:1: error: these images are promoted nowhere: there is no ${manifest} [missing-file]`,
  ]);
});

test("a tree without directories is refused, as by kpromo", () => {
  const nothing = Object.fromEntries(Object.keys(GOOD).map((path) => [path, undefined]));
  expect(judge({ ...nothing, "README.md": "" })).toEqual([
    "r:1:1: error: nothing is promoted: there is no directory, and kpromo stops [no-directories]",
    "    name the folder with images/ and manifests/, or add a directory with `bin/infra promote new`",
  ]);
});

test("a directory's name must have the prefix k8s-staging-", () => {
  const renamed = Object.fromEntries(
    Object.entries(GOOD).flatMap(([path, text]) => [
      [path, undefined],
      [path.replace("k8s-staging-bom", "bom"), text],
    ]),
  );
  expect(judge(renamed)).toEqual([
    'r/manifests/bom/promoter-manifest.yaml:1:1: error: the directory "bom" is not named k8s-staging-<name> [directory-name]',
    "    rename it in images/ and in manifests/: lower case letters, digits and hyphens after the prefix",
  ]);
});

test("on disk, a symbolic link is refused, .git is skipped, and a missing folder is reported", () => {
  const folder = testFolder();
  for (const [path, text] of Object.entries({ ...GOOD, ".git/config": "" })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  symlinkSync("images.yaml", join(folder, "images/k8s-staging-bom/more.yaml"));
  const judged = (path: string) =>
    formatDiagnostics(loadPromotion(diskTree(path, "r"), settings).diagnostics);
  expect(judged(folder)).toBe(
    "r/images/k8s-staging-bom/more.yaml:1:1: error: this is a link or another special file [irregular-file]\n" +
      "    kpromo reads regular files only: put the file itself there\n",
  );
  expect(judged(join(folder, "nowhere"))).toBe(
    "r:1:1: error: the folder cannot be read: there is no such folder [unreadable-folder]\n",
  );
});
