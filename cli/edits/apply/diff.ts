import { styleText } from "node:util";
import { structuredPatch } from "diff";
import { visible } from "../../../terminal/escape.ts";

/** A file before and after a change; undefined where it does not exist. */
export interface Changed {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Formats a unified diff of some files, as git does. */
export function diffOf(files: readonly Changed[], colours: boolean): string {
  // The terminal has been asked already.
  const painted = (style: Parameters<typeof styleText>[0], line: string) =>
    colours ? styleText(style, line, { validateStream: false }) : line;
  const lines = files.flatMap(({ path, before, after }) => {
    const { hunks } = structuredPatch(path, path, before ?? "", after ?? "", "", "", { context: 3 });
    return [
      painted("bold", `--- ${before === undefined ? "/dev/null" : `a/${path}`}`),
      painted("bold", `+++ ${after === undefined ? "/dev/null" : `b/${path}`}`),
      ...hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: changed }) => [
        painted("cyan", `@@ -${oldLines && oldStart},${oldLines} +${newLines && newStart},${newLines} @@`),
        ...changed.map((line) => {
          // Edits keep line ends (cli/edits/lines.ts), so those of Windows are not worth an escape in each line.
          const shown = visible(line.replace(/\r$/, ""));
          return line.startsWith("+")
            ? painted("green", shown)
            : line.startsWith("-")
              ? painted("red", shown)
              : shown;
        }),
      ]),
    ];
  });
  return lines.map((line) => `${line}\n`).join("");
}
