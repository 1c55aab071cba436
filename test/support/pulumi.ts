import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findPulumi } from "../../engine/pulumi/find.ts";
import { prepareLocalRun } from "../../engine/workspace/localcloud.ts";
import { initStack } from "../../engine/operation/operation.ts";
import { openStateFolder } from "../../engine/state/stateFolder.ts";
import type { DataFiles } from "../../inventory/sources.ts";

/**
 * Prepares a local run of the staging stack. Returns a function that previews or applies the program in a folder as
 * `pulumi` itself does: without our runner, its gate and its policy pack.
 */
export async function pulumiWithoutRunner(stateFolder: string, files: DataFiles, program: string) {
  openStateFolder(stateFolder, () => undefined);
  const local = await prepareLocalRun(
    { stack: "staging", stateFolder, files },
    await findPulumi(() => undefined),
  );
  // Uses the working copy of the configuration, because the engine writes to it.
  await initStack(local);
  return (command: "preview" | "up", ...flags: readonly string[]) =>
    promisify(execFile)(
      local.pulumi.path,
      [
        command,
        "--stack",
        "staging",
        "--config-file",
        local.configFile,
        "--cwd",
        program,
        "--non-interactive",
        ...flags,
      ],
      { env: local.env, maxBuffer: 1e8 },
    );
}
