import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { diffLines } from "diff";
import { checkoutAt } from "../../inventory/sources.ts";
import { currentData } from "../../cli/edits/onboarding/current.ts";
import { projectNamed } from "../../cli/edits/onboarding/request.ts";
import { planRetirement } from "../../cli/edits/onboarding/retire.ts";
import { fromRoot } from "../../boot/root.ts";

const FOLDER = "test/fixtures/onboarding";

/** One real name, the command that requests it, and the resulting changes in readable form. */
export interface Replay {
  readonly name: string;
  readonly args: readonly string[];
  readonly expected: string;
}

/** The thirty names. The first line of each file is the command, the rest is the result of {@link described}. */
export const replays: readonly Replay[] = readdirSync(fromRoot(FOLDER))
  .sort()
  .map((file) => {
    const [command = "", ...rest] = readFileSync(join(fromRoot(FOLDER), file), "utf8").split("\n");
    const args = words(command.replace("$ infra onboard ", ""));
    return { name: file.replace(/\.txt$/, ""), args, expected: rest.join("\n") };
  });

/** Splits a command line into words like a shell, but with single quotes only. */
function words(line: string): string[] {
  return [...line.matchAll(/(?:'([^']*)'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ""));
}

/** Removes a project from the data below a folder: its entry, its group and its builds. */
export function takeOut(root: string, name: string): void {
  const current = currentData(checkoutAt(root));
  if (!("inventory" in current)) throw new Error(JSON.stringify(current));
  const plan = planRetirement("remove", projectNamed(name, current)!, current);
  if ("unedited" in plan) throw new Error(plan.unedited);
  put(root, Object.fromEntries(plan.map(({ path, text }) => [path, text])));
}

/** Writes files below a folder; undefined removes the file. */
export function put(root: string, files: Readonly<Record<string, string | undefined>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    if (text === undefined) rmSync(join(root, path), { force: true });
    else writeFileSync(join(root, path), text);
  }
}

/**
 * Describes the changes file by file: either the file now equals the project's own data, byte for byte, or each added
 * (+) or removed (-) line is listed, except empty ones.
 */
export function described(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  live: Readonly<Record<string, string>>,
): string {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changed = paths.filter((path) => before[path] !== after[path]);
  return changed.map((path) => `\n${path}${linesOf(before[path], after[path], live[path])}\n`).join("");
}

function linesOf(before = "", after = "", live: string | undefined): string {
  if (after === live) return ": as in our own data";
  const lines = diffLines(before, after).flatMap(({ added, removed, value }) =>
    added || removed
      ? value
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => `${added ? "+" : "-"}${line}`)
      : [],
  );
  return ["", ...lines].join("\n");
}
