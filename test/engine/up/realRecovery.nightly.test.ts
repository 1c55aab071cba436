/**
 * Recovers the lost state of a stack on the real clouds, with a folder in place of the bucket and localcloud's plugins
 * in place of the providers' own.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startInfra } from "../../support/infra.ts";
import { RealStack } from "../../support/realStack.ts";

const inServices = "serviceusage.googleapis.com/projects/k8s-staging-dns/services";

test("recover adopts what exists in the clouds and creates what is missing", async () => {
  const stack = await RealStack.make({ "k8s-staging-dns": [] });
  const env = { ...process.env, ...stack.env };
  const run = (command: string) =>
    startInfra([command, "staging", "--clouds", "real"], env, join(stack.clone, "bin/infra")).ended;
  const made = await run("deploy");
  expect(made.code, made.stderr).toBe(0);

  await stack.pulumi("stack", "rm", "staging", "--force", "--yes", "--preserve-config");
  await stack.pulumi("stack", "init", "staging");
  stack.commit();
  for (const service of ["cloudasset", "cloudkms"])
    rmSync(join(stack.cloud, inServices, `${service}.googleapis.com.json`));

  const recovered = await run("recover");
  expect(recovered.code, recovered.stderr).toBe(0);
  expect(recovered.stderr).toMatch(
    /staging: \d+ resources exist in the clouds and not in the state: adopting\n/,
  );
  expect(recovered.stdout).toContain(" adopted\n");
  expect((await run("deploy")).stdout).toContain("  no changes\n");
});
