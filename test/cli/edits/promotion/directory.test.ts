import { expect, test } from "vitest";
import { directoryName } from "../../../../cli/edits/promotion/directory.ts";
import { runPlan } from "../../../../cli/commands/promote/plan/index.ts";

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
