import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { parseDocument, type Document } from "yaml";
import { PROJECT, fromRoot } from "../../boot/root.ts";
import { UserError } from "../../terminal/userError.ts";

/** Returns the text of a stack's tracked configuration. Throws a `UserError` where there is none, or a malformed one. */
export function stackFile(stack: string): string {
  const name = `Pulumi.${stack}.yaml`;
  // Accept plain names only: anything else could be a path to another folder.
  if (!/^[\w.-]+$/.test(stack) || !existsSync(fromRoot(name))) {
    throw new UserError(
      `There is no stack "${stack}": ${name} does not exist. The stacks: ${stacks().join(", ")}.`,
    );
  }
  const text = readFileSync(fromRoot(name), "utf8");
  const [error] = parseDocument(text).errors;
  if (error) throw new UserError(`${name} is not valid YAML: ${error.message.trim()}`);
  return text;
}

/** Lists the stacks that have a configuration file. */
function stacks(): string[] {
  return readdirSync(fromRoot(".")).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
}

/**
 * Writes a working copy of a stack's tracked configuration, which the engine may modify.
 *
 * @param overrides values by key, without the project's name as a prefix
 * @param edit applies further edits
 */
export function writeConfiguration(
  stack: string,
  copy: string,
  overrides: Readonly<Record<string, string>>,
  edit: (config: Document) => void = () => undefined,
): void {
  const config = parseDocument(readFileSync(fromRoot(`Pulumi.${stack}.yaml`), "utf8"));
  for (const [key, value] of Object.entries(overrides)) config.setIn(["config", `${PROJECT}:${key}`], value);
  edit(config);
  writeFileSync(copy, String(config));
}
