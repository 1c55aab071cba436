import { Command } from "commander";
import { promoteAddCommand } from "./add.ts";
import { promoteCheckCommand } from "./check.ts";
import { promoteNewCommand } from "./new.ts";
import { promotePlanCommand } from "./plan/index.ts";
import { promoteStatusCommand } from "./status/index.ts";

/** The commands `infra promote …`. */
export function promoteCommand(): Command {
  return new Command("promote")
    .description("check, preview and edit what is promoted to registry.k8s.io")
    .addCommand(promoteCheckCommand())
    .addCommand(promotePlanCommand())
    .addCommand(promoteAddCommand())
    .addCommand(promoteNewCommand())
    .addCommand(promoteStatusCommand());
}
