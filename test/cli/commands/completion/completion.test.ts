import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import { expect, test } from "vitest";
import { completeCommand } from "../../../../cli/commands/completion/index.ts";
import { completionScript } from "../../../../cli/commands/completion/scripts.ts";
import { suggestions } from "../../../../cli/commands/completion/suggest.ts";
import { fromRoot } from "../../../../boot/root.ts";
import { testFolder } from "../../../support/infra.ts";

const program = new Command("infra")
  .addCommand(
    new Command("plan")
      .description("show a plan")
      .argument("<stack>")
      .option("-b, --base <revision>", "since a revision")
      .addOption(new Option("--format <format>", "of the answer").choices(["terminal", "json"]))
      .option("--json", "as JSON"),
  )
  .addCommand(new Command("explain").argument("<what>").option("--stack <stack>"))
  .addCommand(
    new Command("promote").addCommand(
      new Command("plan").argument("[directory...]").description("show work"),
    ),
  )
  .addCommand(new Command("list").option("--sig <sig>").option("--group <group>"))
  .addCommand(new Command("groups").addCommand(new Command("show").argument("<name>")))
  .addCommand(completeCommand(), { hidden: true });

const after = (...words: readonly string[]) => suggestions(program, words).map(({ word }) => word);

test.each<[behaviour: string, words: string[], suggested: string[]]>([
  ["every command that is not hidden", [""], ["plan", "explain", "promote", "list", "groups", "help"]],
  ["a command by its start", ["pl"], ["plan"]],
  ["the commands of a command", ["promote", ""], ["plan", "help"]],
  ["the stacks", ["plan", "s"], ["staging"]],
  ["no second stack", ["plan", "staging", ""], []],
  ["options by their start", ["plan", "staging", "--j"], ["--json"]],
  ["the choices of an option", ["plan", "--format", ""], ["terminal", "json"]],
  ["the choices behind an equals sign", ["plan", "--format=j"], ["--format=json"]],
  ["the same as bash cuts it", ["plan", "--format", "=", "j"], ["json"]],
  ["the same with nothing behind the sign", ["plan", "--format", "="], ["terminal", "json"]],
  ["nothing for a value that may be any text, so that the shell offers files", ["plan", "--base", ""], []],
  ["nothing for it by its short name", ["plan", "-b", ""], []],
  ["the argument behind an option with its value", ["plan", "--base", "main", "p"], ["prod"]],
  ["the argument behind an option without one", ["plan", "--json", "p"], ["prod"]],
  ["the argument behind an unknown option", ["plan", "--what", "p"], ["prod"]],
  ["the stacks of an option", ["explain", "--stack", ""], ["staging", "prod"]],
  ["a project by its name", ["explain", "kin"], ["kind"]],
  ["a project by its id", ["explain", "k8s-staging-kin"], ["k8s-staging-kind"]],
  ["what is no project", ["explain", "prox"], ["proxy"]],
  ["each of several directories", ["promote", "plan", "x", "k8s-staging-bom"], ["k8s-staging-bom"]],
  ["a group without its domain", ["groups", "show", "k8s-infra-artifact-a"], ["k8s-infra-artifact-admins"]],
  [
    "a group as the value of an option",
    ["list", "--group=k8s-infra-artifact-a"],
    ["--group=k8s-infra-artifact-admins"],
  ],
  ["a SIG that a project declares", ["list", "--sig", "sig-rel"], ["sig-release"]],
  ["nothing behind a word that is no command", ["plna", "--"], ["--help"]],
])("suggests %s", (_, words, suggested) => {
  expect(after(...words)).toEqual(suggested);
});

/** The completions that a bash with our script offers for the last word. */
function inBash(...words: readonly string[]): string[] {
  const script = [
    completionScript("bash"),
    // Twice, as when somebody sources their shell's startup file again.
    completionScript("bash"),
    'COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))',
    "_infra",
    "complete -p infra",
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ].join("\n");
  const [registered, ...replies] = execFileSync("bash", ["-c", script, "bash", "bin/infra", ...words], {
    encoding: "utf8",
  })
    .trimEnd()
    .split("\n");
  expect(registered).toBe("complete -o default -F _infra infra");
  return replies;
}

test("the bash script completes projects and stacks, and leaves file arguments to the shell", () => {
  expect(inBash("explain", "kin")).toEqual(["kind"]);
  expect(inBash("plan", "")).toEqual(["staging", "prod"]);
  expect(inBash("check", "--infra", "")).toEqual([]);
});

test("the bash script never executes what is typed", () => {
  const file = join(testFolder(), "ran");
  inBash("explain", `$(touch ${file})`, `;touch ${file}`, "");
  expect(existsSync(file)).toBe(false);
});

test("each shell gets completions in its own format", () => {
  const commands = (shell: string) =>
    execFileSync(fromRoot("bin/infra"), ["complete", shell, "--", "dow"], { encoding: "utf8" });
  expect(commands("bash")).toBe("down\n");
  expect(commands("zsh")).toBe("down:delete the local state of every stack: the engine's and localcloud's\n");
  expect(commands("fish")).toBe(
    "down\tdelete the local state of every stack: the engine's and localcloud's\n",
  );
  expect(completionScript("fish")).toContain(
    `('${fromRoot("bin/infra")}' complete fish -- $words[2..-1] 2>/dev/null)`,
  );
});
