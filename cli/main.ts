import { Command, CommanderError } from "commander";
import { UserError } from "../engine/userError.ts";
import { checkCommand } from "./check.ts";
import { commentCommand } from "./comment/index.ts";
import { completeCommand, completionCommand } from "./completion/index.ts";
import { downCommand } from "./down.ts";
import { driftCommand } from "./drift.ts";
import { explainCommand } from "./explain/index.ts";
import { groupsCommand } from "./groups/index.ts";
import { jobsCommand } from "./jobs/index.ts";
import { freezeCommand, offboardCommand, onboardCommand } from "./onboard/index.ts";
import { planCommand } from "./plan.ts";
import { promoteCommand } from "./promote/index.ts";
import { rehearseCommand } from "./rehearse/index.ts";
import { releaseCommand } from "./release.ts";
import { schemasCommand } from "./schemas/index.ts";
import { checkTemporaryFolder } from "./temporaryFolder.ts";
import { deployCommand, previewCommand, recoverCommand, upCommand } from "./up.ts";

/** The command `infra` with all its subcommands. */
export function infraProgram(): Command {
  return new Command("infra")
    .description("The registry infrastructure of Kubernetes: check its data, preview changes, apply them")
    .exitOverride()
    .addCommand(checkCommand())
    .addCommand(onboardCommand())
    .addCommand(freezeCommand())
    .addCommand(offboardCommand())
    .addCommand(planCommand())
    .addCommand(rehearseCommand())
    .addCommand(previewCommand())
    .addCommand(upCommand())
    .addCommand(deployCommand())
    .addCommand(driftCommand())
    .addCommand(recoverCommand())
    .addCommand(downCommand())
    .addCommand(groupsCommand())
    .addCommand(explainCommand())
    .addCommand(releaseCommand())
    .addCommand(jobsCommand())
    .addCommand(commentCommand())
    .addCommand(promoteCommand())
    .addCommand(schemasCommand())
    .addCommand(completionCommand())
    .addCommand(completeCommand(), { hidden: true });
}

/** Runs `infra` with Node.js's `process.argv`. Sets the exit code; shows a user's mistake as its message alone. */
export async function main(argv: readonly string[]): Promise<void> {
  // A reader such as `head` may close the pipe early.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  try {
    checkTemporaryFolder();
    await infraProgram().parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode;
    else if (error instanceof UserError) {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = error.exitCode;
    } else throw error;
  }
}
