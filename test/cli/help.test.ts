/** What must hold for every command, whatever the commands are. */
import type { Command } from "commander";
import { expect, test } from "vitest";
import { infraProgram } from "../../cli/main.ts";
import { EXIT } from "../../terminal/userError.ts";

/** Every command, by what a user types. */
function commandsOf(command: Command, typed = ""): [typed: string, help: string][] {
  const own = `${typed} ${command.name()}`.trim();
  return [[own, helpOf(command)], ...command.commands.flatMap((inner) => commandsOf(inner, own))];
}

/** The help as a terminal of 80 columns shows it. */
function helpOf(command: Command): string {
  let help = "";
  command.configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => 80 });
  command.outputHelp();
  return help;
}

const all = commandsOf(infraProgram());
/** Those that run something; the others only group them. */
const commands = all.filter(([typed]) => !all.some(([other]) => other.startsWith(`${typed} `)));

test("the commands under test include nested ones", () => {
  expect(commands.map(([typed]) => typed)).toEqual(
    expect.arrayContaining(["infra check", "infra groups who"]),
  );
});

test.each(commands)("the help of %s has an example of that command", (typed, help) => {
  const examples = /\nExamples?:\n((?: {2}.*\n?)+)/.exec(help)?.[1] ?? "";
  expect(examples.split("\n").filter((line) => line.startsWith(`  $ ${typed}`))).not.toEqual([]);
});

test.each(commands)("the help of %s lists valid exit codes in ascending order", (_, help) => {
  const said = /^Exit status: ([^]*?)\.\n/m.exec(help)?.[1] ?? "";
  const codes = [...said.matchAll(/(?:^|,\s)(\d+) /g)].map(([, code]) => Number(code));
  expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
  expect(codes).toContain(EXIT.done);
  expect(Object.values<number>(EXIT)).toEqual(expect.arrayContaining(codes));
});

test.each(["up", "preview", "deploy", "recover", "rehearse", "drift"])(
  "the help of infra %s, which runs the engine, lists the exit code of an interruption",
  (name) => {
    expect(new Map(commands).get(`infra ${name}`)).toMatch(/130 interrupted/);
  },
);

test.each(all)("the help of %s fits 80 columns", (_, help) => {
  expect(help.split("\n").filter((line) => line.length > 80)).toEqual([]);
});
