import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findPulumi } from "../../engine/find.ts";
import { prepareLocalRun } from "../../engine/localRun.ts";
import { openStateFolder } from "../../engine/stateFolder.ts";
import type { DataFiles } from "../../inventory/data.ts";

/**
 * Opens a local run of the staging stack and gives its stack's configuration file and a way to run the CLI in a folder
 * with a program: without our runner, its gate and its policy pack.
 */
export async function pulumiWithoutRunner(stateFolder: string, files: DataFiles, program: string) {
  openStateFolder(stateFolder, () => undefined);
  const { pulumi, env, configFile } = await prepareLocalRun(
    { stack: "staging", stateFolder, files },
    await findPulumi(() => undefined),
  );
  const run = (...args: readonly string[]) =>
    promisify(execFile)(pulumi.path, [...args, "--cwd", program, "--non-interactive"], {
      env,
      maxBuffer: 1e8,
    });
  await run("stack", "init", "staging");
  return { run, configFile };
}
