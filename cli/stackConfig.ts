import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { UserError } from "../engine/userError.ts";
import { PROJECT, fromRoot } from "../inventory/root.ts";
import { IncompleteSettings, parseSettings, type Settings } from "../stacks/settings.ts";

/** The configuration that the tracked file of a stack holds, by full key. Throws a `UserError` for an unknown stack. */
export function stackConfig(stack: string): Readonly<Record<string, string>> {
  const file = `Pulumi.${stack}.yaml`;
  // A stack is a name: anything else could lead to another folder.
  if (!/^[\w.-]+$/.test(stack)) throw new UserError(`There is no stack ${JSON.stringify(stack)}.`);
  try {
    const { config } = (parse(readFileSync(fromRoot(file), "utf8")) ?? {}) as { config?: object | null };
    return Object.fromEntries(Object.entries(config ?? {}).map(([key, value]) => [key, String(value)]));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new UserError(`There is no stack "${stack}": ${file} does not exist.`);
  }
}

/** The same, checked as the program does. Throws a `UserError` that names every key that is missing or malformed. */
export function stackSettings(stack: string): Settings {
  const config = stackConfig(stack);
  try {
    return parseSettings(stack, PROJECT, (key) => config[`${PROJECT}:${key}`]);
  } catch (error) {
    throw error instanceof IncompleteSettings ? new UserError(error.message) : error;
  }
}
