import type { Argument, Command, Option } from "commander";
import { valuesOf } from "./values.ts";

/** A suggestion for the word at the cursor. */
export interface Suggestion {
  readonly word: string;
  readonly description: string;
}

/** The position of the cursor, after parsing the words before it as the command would. */
interface Place {
  readonly command: Command;
  /** The command's name without the program's, such as `promote add`. */
  readonly name: string;
  /** The number of arguments already given to the command. */
  readonly given: number;
  /** The option whose value is expected next. */
  readonly option: Option | undefined;
}

/**
 * Suggests commands, options and values for the last word, which may be empty. Suggests nothing where any text is
 * valid, such as a file name.
 *
 * @param words the words after the program's name; bash splits words at `=` and makes that a word of its own
 */
export function suggestions(program: Command, words: readonly string[]): Suggestion[] {
  const before = words.slice(0, -1);
  const typed = (words.at(-1) ?? "").replace(/^=/, "");
  const place = placeAfter(program, words.at(-1)?.startsWith("=") ? [...before, "="] : before);
  return candidates(place, typed).filter(({ word }) => word.startsWith(typed));
}

function placeAfter(program: Command, words: readonly string[]): Place {
  let place: Place = { command: program, name: "", given: 0, option: undefined };
  for (const word of words) {
    if (word === "=") continue;
    const option = place.option === undefined ? optionNamed(place.command, word) : undefined;
    const inner = place.command.commands.find((command) => command.name() === word);
    if (place.option !== undefined) place = { ...place, option: undefined };
    else if (option !== undefined) place = { ...place, option: takesValue(option) ? option : undefined };
    else if (word.startsWith("-")) continue;
    else if (inner !== undefined && place.given === 0)
      place = { command: inner, name: `${place.name} ${word}`.trim(), given: 0, option: undefined };
    else place = { ...place, given: place.given + 1 };
  }
  return place;
}

function candidates({ command, name, given, option }: Place, typed: string): Suggestion[] {
  if (option !== undefined) return words(valuesOfOption(name, option, typed));
  const [flag, value] = typed.split("=", 2);
  const withValue = value === undefined ? undefined : optionNamed(command, flag ?? "");
  if (withValue !== undefined && value !== undefined)
    return words(valuesOfOption(name, withValue, value).map((each) => `${flag ?? ""}=${each}`));
  const help = command.createHelp();
  if (typed.startsWith("-")) {
    return help
      .visibleOptions(command)
      .map(({ long, short, description }) => ({ word: long ?? short ?? "", description }));
  }
  const commands = given > 0 ? [] : help.visibleCommands(command);
  return [
    ...commands.map((inner) => ({ word: inner.name(), description: help.subcommandDescription(inner) })),
    ...words(valuesOfArgument(name, argumentAt(command, given), typed)),
  ];
}

function optionNamed(command: Command, word: string): Option | undefined {
  return command.options.find(({ long, short }) => word === long || word === short);
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

/** A variadic last argument takes all words that follow. */
function argumentAt({ registeredArguments: all }: Command, given: number): Argument | undefined {
  const last = all.at(-1);
  return all[given] ?? (last?.variadic ? last : undefined);
}

function valuesOfOption(name: string, option: Option, typed: string): readonly string[] {
  return option.argChoices ?? valuesOf(`${name} ${option.long ?? ""}`, typed);
}

function valuesOfArgument(name: string, argument: Argument | undefined, typed: string): readonly string[] {
  if (argument === undefined) return [];
  return argument.argChoices ?? valuesOf(`${name} <${argument.name()}>`, typed);
}

function words(values: readonly string[]): Suggestion[] {
  return values.map((word) => ({ word, description: "" }));
}
