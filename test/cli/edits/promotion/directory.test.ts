import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fromRoot } from "../../../../boot/root.ts";
import { promotedFrom } from "../../../../cli/commands/explain/project/promotion.ts";
import { directoryName, openDirectory } from "../../../../cli/edits/promotion/directory.ts";
import { runPlan } from "../../../../cli/commands/promote/plan/index.ts";
import { requiredSettings } from "../../../../inventory/check/required.ts";
import { folderIn, sourcesFrom } from "../../../../inventory/sources.ts";
import { testFolder } from "../../../support/infra.ts";

test.each([
  ["k8s-staging-kro", "k8s-staging-kro"],
  ["kro", "k8s-staging-kro"],
  ["charts", "charts"],
  ["registry.k8s.io/images/k8s-staging-kro/", "k8s-staging-kro"],
  ["manifests/k8s-staging-kro", "k8s-staging-kro"],
])("the directory %s resolves to %s", (typed, name) => {
  expect(directoryName(typed)).toBe(name);
});

test.each([
  "../../etc",
  "..",
  ".",
  "",
  "/",
  "k8s-staging-",
  "Kro",
  "a b",
  "a\nb",
  "images/../x",
  "k8s_staging_kro",
])("an invalid directory name is refused: %j", (typed) => {
  expect(() => directoryName(typed)).toThrow(
    `${JSON.stringify(typed)} is no directory of images: name it as k8s-staging-<name>, in lower case letters, digits and hyphens`,
  );
});

test("plan resolves directory names like the other commands", async () => {
  await expect(runPlan(["nowhere"], {})).rejects.toThrow(
    "registry.k8s.io has no directory k8s-staging-nowhere",
  );
});

test("a list of images that has outgrown the other data files is edited and explained", () => {
  const folder = testFolder();
  const name = "k8s-staging-agent-sandbox";
  cpSync(fromRoot("registry.k8s.io"), folder, { recursive: true });
  appendFileSync(join(folder, `images/${name}/images.yaml`), "# 20 bytes of padding\n".repeat(60_000));
  const sources = sourcesFrom({ tree: folder });
  const tree = folderIn(sources, "promotionFolder");
  const { images } = openDirectory(tree, name);
  expect(images.length).toBeGreaterThan(0);
  expect(promotedFrom(tree, name, [], requiredSettings(sources))).toMatchObject([
    { directory: name, images: images.length, faulty: [] },
  ]);
});
