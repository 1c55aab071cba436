import { Command, CommanderError } from "commander";
import { UserError } from "../terminal/userError.ts";
import { checkCommand } from "./commands/check.ts";
import { commentCommand } from "./commands/comment/index.ts";
import { completeCommand, completionCommand } from "./commands/completion/index.ts";
import { downCommand } from "./commands/down.ts";
import { driftCommand } from "./commands/drift.ts";
import { explainCommand } from "./commands/explain/index.ts";
import { groupsCommand } from "./commands/groups/index.ts";
import { jobsCommand } from "./commands/jobs/index.ts";
import { listCommand } from "./commands/list/index.ts";
import { freezeCommand, offboardCommand, onboardCommand } from "./commands/onboard/index.ts";
import { planCommand } from "./commands/plan.ts";
import { promoteCommand } from "./commands/promote/index.ts";
import { rehearseCommand } from "./commands/rehearse/index.ts";
import { releaseCommand } from "./commands/release.ts";
import { schemasCommand } from "./commands/schemas/index.ts";
import { checkTemporaryFolder } from "./temporaryFolder.ts";
import { deployCommand, previewCommand, recoverCommand, upCommand } from "./commands/up.ts";

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
    .addCommand(listCommand())
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
