import { fromRoot } from "../../inventory/root.ts";

/** The shells that we have a script for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * What a shell reads to complete `infra`, typed with any path in front: it hands the words up to the cursor to `infra
 * complete` as they are, never through `eval`, and completes files where that has no answer.
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
