import { join, resolve } from "node:path";
import { Command } from "commander";
import { STATE_FOLDER, clearStateFolder } from "../../engine/state/stateFolder.ts";
import { fromRoot } from "../../boot/root.ts";
import { STACKS } from "../../inventory/stacks.ts";

const help = `
Never touches the real clouds.
Exit status: 0 done, 1 a folder holds something else, 8 another run is using the
state.

Example:
  $ infra down`;

/** The command `infra down`: deletes everything that local runs made. */
export function downCommand(): Command {
  return new Command("down")
    .description("delete the local state of every stack: the engine's and localcloud's")
    .option(
      "--state <folder>",
      `the folder of the local state (default: those of all stacks in ${STATE_FOLDER} of this project)`,
    )
    .addHelpText("after", help)
    .action(({ state }: { state?: string }) => {
      const folders =
        state === undefined ? STACKS.map((stack) => fromRoot(join(STATE_FOLDER, stack))) : [resolve(state)];
      for (const folder of folders) process.stdout.write(`${clearStateFolder(folder)}\n`);
    });
}
