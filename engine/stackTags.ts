import { runCommand } from "./operation.ts";
import type { Run } from "./run.ts";
import { UserError } from "./userError.ts";

/** A tag of a stack, which its backend keeps beside the state; undefined where the stack has none of that name. */
export async function readTag(run: Run, name: string): Promise<string | undefined> {
  const { exitCode, stdout, stderr } = await runCommand(run, ["stack", "tag", "ls", "--json"]);
  if (exitCode !== 0) throw new UserError(stderr);
  return (JSON.parse(stdout) as Readonly<Record<string, string>>)[name];
}

/** Sets a tag of a stack; 256 characters at most, as in Pulumi Cloud. */
export async function writeTag(run: Run, name: string, value: string): Promise<void> {
  const { exitCode, stderr } = await runCommand(run, ["stack", "tag", "set", name, value]);
  if (exitCode !== 0) throw new UserError(stderr);
}
