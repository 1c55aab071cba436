import { structuredPatch } from "diff";
import { visible } from "../../../terminal/escape.ts";

/** A file before and after a change; undefined where it does not exist. */
export interface Changed {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const [RED, GREEN, CYAN, BOLD, RESET] = ["\x1b[31m", "\x1b[32m", "\x1b[36m", "\x1b[1m", "\x1b[0m"] as const;

/** Formats a unified diff of some files, as git does. */
export function diffOf(files: readonly Changed[], colours: boolean): string {
  const painted = (colour: string, line: string) => (colours ? `${colour}${line}${RESET}` : line);
  const lines = files.flatMap(({ path, before, after }) => {
    const { hunks } = structuredPatch(path, path, before ?? "", after ?? "", "", "", { context: 3 });
    return [
      painted(BOLD, `--- ${before === undefined ? "/dev/null" : `a/${path}`}`),
      painted(BOLD, `+++ ${after === undefined ? "/dev/null" : `b/${path}`}`),
      ...hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: changed }) => [
        painted(CYAN, `@@ -${oldLines && oldStart},${oldLines} +${newLines && newStart},${newLines} @@`),
        ...changed.map((line) => {
          // Edits keep line ends (cli/edits/lines.ts), so those of Windows are not worth an escape in each line.
          const shown = visible(line.replace(/\r$/, ""));
          return line.startsWith("+")
            ? painted(GREEN, shown)
            : line.startsWith("-")
              ? painted(RED, shown)
              : shown;
        }),
      ]),
    ];
  });
  return lines.map((line) => `${line}\n`).join("");
}
