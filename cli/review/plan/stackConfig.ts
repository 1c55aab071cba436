import { parse } from "yaml";
import { UserError } from "../../../terminal/userError.ts";
import { stackFile } from "../../../engine/workspace/configuration.ts";
import { PROJECT } from "../../../boot/root.ts";
import type { StackName } from "../../../inventory/stacks.ts";
import { IncompleteSettings, parseSettings, type Settings } from "../../../stacks/settings.ts";

/**
 * Returns the configuration in a stack's tracked file, by full key. Throws a `UserError` for an unknown stack and for a
 * malformed file.
 */
export function stackConfig(stack: string): Readonly<Record<string, string>> {
  return configOf(stackFile(stack));
}

/** The same, from the text of a stack file. */
export function configOf(text: string): Readonly<Record<string, string>> {
  const { config } = (parse(text) ?? {}) as { config?: object | null };
  return Object.fromEntries(Object.entries(config ?? {}).map(([key, value]) => [key, textOf(value)]));
}

/** As Pulumi passes values to a program: maps and lists as JSON. */
function textOf(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/**
 * Returns the settings that staging projects need, validated as the program does. Throws a `UserError` that names every
 * missing or malformed key, and for a stack without staging projects.
 */
export function stackSettings(stack: string): Settings<"staging"> {
  const config = stackConfig(stack);
  if (stack !== "staging") throw new UserError(`The stack ${stack} has no staging projects: name staging.`);
  return settingsOf(stack, config);
}

/**
 * Returns the settings of any stack, validated as the program does. Throws a `UserError` as `stackSettings` does.
 *
 * @param config the configuration by full key, such as that of another revision; by default that of the stack's file
 */
export function settingsOf<Stack extends StackName>(
  stack: Stack,
  config: Readonly<Record<string, string>> = stackConfig(stack),
): Settings<Stack> {
  try {
    return parseSettings(stack, PROJECT, (key) => config[`${PROJECT}:${key}`]);
  } catch (error) {
    throw error instanceof IncompleteSettings ? new UserError(error.message) : error;
  }
}
