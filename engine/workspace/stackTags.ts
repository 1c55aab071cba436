import { runCommand } from "../operation/operation.ts";
import type { RunContext } from "../pulumi/runContext.ts";
import { UserError } from "../../terminal/userError.ts";

/**
 * Returns a tag of a stack, which the backend keeps beside the state; undefined if the stack has no such tag. Throws a
 * `UserError` when the tags cannot be read.
 */
export async function readTag(run: RunContext, name: string): Promise<string | undefined> {
  const { exitCode, stdout, stderr } = await runCommand(run, ["stack", "tag", "ls", "--json"]);
  if (exitCode !== 0) throw new UserError(stderr);
  return (JSON.parse(stdout) as Readonly<Record<string, string>>)[name];
}

/** Sets a tag of a stack, of at most 256 characters as in Pulumi Cloud. Throws a `UserError` when that fails. */
export async function writeTag(run: RunContext, name: string, value: string): Promise<void> {
  const { exitCode, stderr } = await runCommand(run, ["stack", "tag", "set", name, value]);
  if (exitCode !== 0) throw new UserError(stderr);
}
