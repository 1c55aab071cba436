import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT, UserError } from "../../../terminal/userError.ts";
import type { Data } from "../../../inventory/data.ts";
import type { DataSources } from "../../../inventory/sources.ts";
import type { Diagnostic } from "../../../inventory/yaml/diagnostics.ts";
import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { counted } from "../../../terminal/wording.ts";
import { newFileText } from "../../../inventory/kinds/modelines.ts";
import { diffOf } from "./diff.ts";
import { applyEdit, refuseUncommitted } from "./applyEdit.ts";
import type { Terminal } from "../../../terminal/terminal.ts";
import { contentAt, verified } from "../../../inventory/check/edited.ts";

/** One file of a change: its new text (undefined deletes the file), and a short description. */
export interface FileChange {
  readonly path: string;
  readonly text: string | undefined;
  readonly what: string;
}

/** The changes by file, not yet written; or the first file that is not in the style that can be edited. */
export type Plan = readonly FileChange[] | { readonly unedited: string };

/** How to make a change. */
export interface EditOptions {
  /** Commit it on a new branch: the name, or true for the default name. */
  readonly branch?: string | boolean | undefined;
  /** Make it without confirmation. */
  readonly yes?: boolean | undefined;
  /** The day on which it is made, as YYYY-MM-DD. */
  readonly day: string;
}

/** A change of the data with all the texts about it. */
export interface ProposedEdit {
  readonly plan: Plan;
  /** The first line of the output. */
  readonly heading: string;
  /** Remarks on what looks odd but may be right. */
  readonly notes: readonly string[];
  /** The default name of the branch. */
  readonly branch: string;
  /** The title of the commit and the pull request. */
  readonly title: string;
  /** The body of the pull request, in Markdown. */
  readonly body: string;
  /** The steps that follow, one per entry. */
  readonly next: readonly string[];
  /** A file outside the data to write with the change, path as typed; it must not exist yet. */
  readonly extraFile?: { readonly path: string; readonly text: string } | undefined;
  /** Checks the changed data further once it is known to be valid. */
  readonly judge?: (data: Data) => readonly Diagnostic[];
}

/** Checks a change, shows it, asks, and makes it or nothing. Throws a `UserError` unless the change was made. */
export async function proposeEdit(
  sources: Pick<DataSources, "root" | "open">,
  { plan, heading, notes, branch: usual, title, body, next, extraFile: beside, judge }: ProposedEdit,
  { branch, yes, day }: EditOptions,
  terminal: Terminal,
): Promise<void> {
  if ("unedited" in plan) throw notInStyle(plan.unedited);
  const { root } = sources;
  const files = plan.map(({ path, text }) => {
    const before = contentAt(sources.open, join(root, path), path);
    const after = before === undefined && text !== undefined ? newFileText(path, text) : text;
    return { path, before, after };
  });
  const edits = new Map(files.map(({ path, after }) => [path, after]));
  const { data, warnings } = verified(sources, edits, day);
  const found = [...warnings, ...(judge?.(data) ?? [])];
  const name = branch === true ? usual : branch === false ? undefined : branch;
  if (name !== undefined) refuseUncommitted(root, [...edits.keys()]);

  terminal.print(`${heading}\n\n`);
  terminal.print(diffOf(files, terminal.colours));
  terminal.print(`\n${notes.map((note) => `note: ${note}\n`).join("")}${formatDiagnostics(found)}`);
  terminal.print(plan.map(({ path, what }) => `  ${path}: ${what}\n`).join(""));
  if (yes !== true) await confirm(plan.length, terminal);
  const without = beside === undefined ? () => undefined : newFile(beside.path, beside.text);
  try {
    applyEdit(root, edits, { branch: name, commit: name !== undefined }, title);
  } catch (cause) {
    without();
    throw cause;
  }

  const where = name === undefined ? "" : `, and committed on the branch ${name}`;
  terminal.print(`\nWritten: ${counted(plan.length, "file")}${where}.\n\nWhat happens next\n`);
  const open =
    name === undefined
      ? "Commit this and open a pull request with the text below."
      : `\`git push --set-upstream origin ${name}\`, and open a pull request with the text below.`;
  terminal.print([open, ...next].map((step, index) => `  ${index + 1}. ${step}\n`).join(""));
  terminal.print(`\n${title}\n\n${body}`);
}

async function confirm(files: number, { interactive, ask }: Terminal): Promise<void> {
  if (!interactive)
    throw new UserError("Nothing was written: there is no terminal to confirm on. Pass --yes to write it.");
  const answer = await ask(`\nWrite ${files === 1 ? "this file" : `these ${files} files`}? [y/N] `);
  if (!/^y(es)?$/i.test(answer)) throw new UserError("Nothing was written.");
}

/** Writes a new file, and returns a function that removes it. */
function newFile(path: string, text: string): () => void {
  try {
    writeFileSync(path, text, { flag: "wx" });
  } catch (cause) {
    const there = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    const why = there
      ? `${path} is there already: name another file, or remove it`
      : cause instanceof Error
        ? cause.message
        : String(cause);
    throw new UserError(`${why}\nNothing was written.`);
  }
  return () => rmSync(path, { force: true });
}

function notInStyle(path: string): UserError {
  return new UserError(
    `${path} is not written one key or item per line where this changes it: write it so first, or make the change by hand.\nNothing was written.`,
    EXIT.badData,
  );
}
