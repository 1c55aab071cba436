import { stackFile } from "./configuration.ts";
import { openLocalcloud } from "./localcloud.ts";
import { openReal } from "./real.ts";
import type { Workspace, WorkspaceOptions } from "./workspace.ts";

/**
 * Opens a stack in localcloud or the real clouds. Calls `say` with a line before slow steps and after repairs.
 *
 * Throws a `UserError` when another run holds the stack, and for problems with the machine, the stack or its state.
 */
export function openWorkspace(options: WorkspaceOptions, say: (line: string) => void): Promise<Workspace> {
  // Throws for an unknown stack.
  stackFile(options.stack);
  return options.clouds === "real" ? openReal(options, say) : openLocalcloud(options, say);
}
