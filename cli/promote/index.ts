import { Command } from "commander";
import { promoteCheckCommand } from "./check.ts";

/** The commands `infra promote …`. */
export function promoteCommand(): Command {
  return new Command("promote")
    .description("check, preview and write what is promoted to registry.k8s.io")
    .addCommand(promoteCheckCommand());
}
