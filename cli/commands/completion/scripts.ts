import { fromRoot } from "../../../boot/root.ts";

/** The shells that have a completion script. */
export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * Returns the script that completes `infra` in a shell, under any path. It passes the words up to the cursor verbatim
 * to `infra complete`, never through `eval`, and completes file names if that has no answer.
 */
export function completionScript(shell: Shell): string {
  const infra = `'${fromRoot("bin/infra").replaceAll("'", String.raw`'\''`)}'`;
  return SCRIPTS[shell].join("\n").replace("INFRA", () => infra);
}

/**
 * https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html,
 * https://zsh.sourceforge.io/Doc/Release/Completion-System.html, https://fishshell.com/docs/current/completions.html
 */
const SCRIPTS: Readonly<Record<Shell, readonly string[]>> = {
  bash: [
    "_infra() {",
    "  local IFS=$'\\n'",
    '  COMPREPLY=($(INFRA complete bash -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))',
    "}",
    "complete -o default -F _infra infra",
    "",
  ],
  zsh: [
    "_infra() {",
    "  local -a found",
    '  found=("${(@f)$(INFRA complete zsh -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")',
    '  if [[ -n "$found" ]]; then _describe infra found; else _files; fi',
    "}",
    "compdef _infra infra",
    "",
  ],
  fish: [
    "function __infra_complete",
    "  set -l words (commandline -opc) (commandline -ct)",
    "  set -l found (INFRA complete fish -- $words[2..-1] 2>/dev/null)",
    "  if test (count $found) -gt 0",
    "    printf '%s\\n' $found",
    "  else",
    "    __fish_complete_path (commandline -ct)",
    "  end",
    "end",
    "complete -c infra -f -a '(__infra_complete)'",
    "",
  ],
};
