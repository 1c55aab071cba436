import { readFileSync } from "node:fs";
import { UserError } from "./userError.ts";

/** What is read here of a state (pulumi/pulumi sdk/go/common/apitype, CheckpointV3 and OperationV2). */
interface State {
  readonly checkpoint?: {
    readonly latest?: {
      readonly pending_operations?: readonly { readonly type: string; readonly resource: { urn: string } }[];
    };
  };
}

/**
 * URNs of the creations that an engine had begun and not ended when it was killed.
 *
 * Throws a `UserError` for a damaged state: a disk that fills up while the engine writes leaves half a file. The engine
 * keeps the one before beside it.
 */
export function pendingCreations(file: string, stack: string): string[] {
  const { checkpoint } = parseState(file, stack);
  const pending = checkpoint?.latest?.pending_operations ?? [];
  return pending.filter(({ type }) => type === "creating").map(({ resource }) => resource.urn);
}

function parseState(file: string, stack: string): State {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as State;
  } catch {
    throw new UserError(
      `The state ${file} is damaged. Nothing was changed.\n` +
        `    Copy ${file}.bak over it, which is the state before the last run, or delete it;\n` +
        `    then \`bin/infra recover ${stack}\` adopts what exists and the state does not know.`,
    );
  }
}
