import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { installPlugins } from "../../../engine/pulumi/plugins.ts";
import { testFolder } from "../../support/infra.ts";

test("a plugin is told which process has started it", async () => {
  const folder = testFolder();
  await installPlugins(folder, false, { gcp: "/usr/bin/env" });
  const gcp = readdirSync(folder).find((name) => name.includes("-gcp-"))!;
  const environment = execFileSync(join(folder, gcp, "pulumi-resource-gcp"), { encoding: "utf8" });
  expect(environment).toMatch(new RegExp(`^ENGINE_PID=${process.pid}$`, "m"));
});
