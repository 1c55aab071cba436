/** A staging project requested with `infra onboard`, from its data to the cloud. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runOnboard } from "../../../../cli/commands/onboard/run.ts";
import { REVIEWED } from "../../../support/days.ts";
import { inventoryAt } from "../../../support/load.ts";
import { NO_PROXY, changes, infra, temporaryFolder } from "../../../support/infra.ts";
import { copyData, terminal } from "../../../support/onboarding.ts";
import { takeOut } from "../../../support/replay.ts";

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The project's own data, reduced to two staging projects. */
function fewProjects(): { readonly root: string; readonly infraFile: string } {
  const root = copyData(join(folder, "checkout"));
  const infraFile = join(root, "infra/gcp/infra.yaml");
  const text = readFileSync(infraFile, "utf8");
  writeFileSync(infraFile, text.replace(/\n {4}special_cases:[^]*$/, "\n"));
  // The group of cip-test also writes to production registries.
  const kept = ["cip-test", "dns"];
  for (const { name } of inventoryAt(infraFile).inventory?.stagingProjects ?? [])
    if (!kept.includes(name)) takeOut(root, name);
  return { root, infraFile };
}

test("applying onboard's edits creates the new project's resources and changes no others", async () => {
  const { root, infraFile } = fewProjects();
  const data = ["--infra", infraFile, "--groups", join(root, "groups"), "--registry", NO_PROXY];
  const up = () => infra(["up", "staging", "--state", join(folder, "state"), ...data]);
  expect((await up()).code).toBe(0);
  await runOnboard(
    "hello",
    {
      repo: ["kubernetes-sigs/hello"],
      sig: "sig-node",
      member: ["ada@example.com", "bob@example.com"],
      yes: true,
      day: REVIEWED,
    },
    terminal(),
    root,
  );
  const { code, stdout } = await up();
  expect(code).toBe(0);
  expect(changes(stdout).slice(1)).toEqual([
    "  43 created",
    "    k8s-infra-staging-hello@kubernetes.io: 4 resources",
    "    k8s-staging-hello: 39 resources",
  ]);
});
