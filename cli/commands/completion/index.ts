import { Argument, Command } from "commander";
import { completionScript, SHELLS, type Shell } from "./scripts.ts";
import { suggestions, type Suggestion } from "./suggest.ts";

const help = `
Completes commands, options, and the names of projects, groups and stacks,
however \`bin/infra\` is typed. Add one line to the startup file of your shell:
  bash  source <(/path/to/bin/infra completion bash)
  zsh   source <(/path/to/bin/infra completion zsh)    # after compinit
  fish  /path/to/bin/infra completion fish | source
Exit status: 0 done, 1 an unknown shell.

Example:
  $ infra completion bash > ~/.local/share/bash-completion/completions/infra`;

const completeHelp = `
Used by the scripts of \`infra completion\`, with the words typed after the
program's name; the last may be empty.
Exit status: 0 done, with or without suggestions, 1 an unknown shell.

Example:
  $ infra complete bash -- explain ki`;

/** The command `infra completion`: prints the completion script of a shell. */
export function completionCommand(): Command {
  return new Command("completion")
    .description("print a completion script for bash, zsh or fish")
    .addArgument(new Argument("<shell>", "the shell").choices(SHELLS))
    .addHelpText("after", help)
    .action((shell: Shell) => {
      process.stdout.write(completionScript(shell));
    });
}

/** The command `infra complete`, which those scripts call: prints one suggestion per line, in the shell's format. */
export function completeCommand(): Command {
  return new Command("complete")
    .addArgument(new Argument("<shell>").choices(SHELLS))
    .argument("[words...]")
    .addHelpText("after", completeHelp)
    .action((shell: Shell, words: readonly string[], _options: object, command: Command) => {
      const lines = suggestions(command.parent!, words).map((each) => `${FORMS[shell](each)}\n`);
      process.stdout.write(lines.join(""));
    });
}

const FORMS: Readonly<Record<Shell, (suggestion: Suggestion) => string>> = {
  bash: ({ word }) => word,
  // `_describe` takes an unescaped colon as the end of the word.
  zsh: ({ word, description }) => [word.replaceAll(":", "\\:"), description].filter(Boolean).join(":"),
  fish: ({ word, description }) => [word, description].filter(Boolean).join("\t"),
};
