import { checkStack } from "./configuration.ts";
import { openLocalcloud } from "./localcloud.ts";
import { openReal } from "./real.ts";
import type { Workspace, WorkspaceOptions } from "./workspace.ts";

/**
 * Opens a stack where it is applied; `say` gets a line for what takes long or was put right.
 *
 * Throws a `UserError` when another run has it, and for whatever is wrong with the machine, the stack or its state.
 */
export function openWorkspace(options: WorkspaceOptions, say: (line: string) => void): Promise<Workspace> {
  checkStack(options.stack);
  return options.clouds === "real" ? openReal(options, say) : openLocalcloud(options, say);
}
