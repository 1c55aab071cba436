import { resolve } from "node:path";
import { Command } from "commander";
import { STATE_FOLDER, clearStateFolder } from "../engine/stateFolder.ts";
import { fromRoot } from "../inventory/root.ts";

/** The command `infra down`: forgets everything that local runs made. */
export function downCommand(): Command {
  return new Command("down")
    .description("clear the local state: the engine's and localcloud's")
    .option(
      "--state <folder>",
      `the folder that keeps the local state (default: ${STATE_FOLDER} of this project)`,
    )
    .addHelpText("after", "\nReal clouds are out of its reach.\n\nExample:\n  $ infra down")
    .action(({ state }: { state?: string }) => {
      process.stdout.write(
        `${clearStateFolder(state === undefined ? fromRoot(STATE_FOLDER) : resolve(state))}\n`,
      );
    });
}
