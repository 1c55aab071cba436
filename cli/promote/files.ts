import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../../engine/userError.ts";

/** New contents of files, by path below a folder. */
export type Edits = ReadonlyMap<string, string>;

/**
 * Writes all of these files or none: each beside its place first, then all of them are moved there. What cannot be
 * written is a `UserError`, and everything is as it was. Gives a function that takes the change back.
 */
export function writeAll(folder: string, edits: Edits): () => void {
  const before = new Map([...edits.keys()].map((path) => [path, contentOf(join(folder, path))]));
  const made: string[] = [];
  const moved: string[] = [];
  const unfinished = (path: string) => `${join(folder, path)}.${process.pid}.tmp`;
  const undo = () => {
    for (const path of edits.keys()) rmSync(unfinished(path), { force: true });
    for (const path of moved) {
      const content = before.get(path);
      if (content === undefined) rmSync(join(folder, path), { force: true });
      else writeFileSync(join(folder, path), content);
    }
    for (const name of made) rmSync(name, { recursive: true, force: true });
  };
  try {
    for (const [path, text] of edits) {
      const parent = dirname(join(folder, path));
      const first = mkdirSync(parent, { recursive: true });
      if (first !== undefined) made.push(first);
      writeFileSync(unfinished(path), text);
    }
    for (const path of edits.keys()) {
      renameSync(unfinished(path), join(folder, path));
      moved.push(path);
    }
  } catch (cause) {
    undo();
    throw new UserError(`nothing was written: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  return undo;
}

function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
