import { readdirSync } from "node:fs";
import { join, posix } from "node:path";
import type { Diagnostic } from "./diagnostics.ts";
import { error } from "./diagnostics.ts";
import type { Source } from "./source.ts";
import { readSource, sourceOf, unreadable } from "./source.ts";

/** A folder of data files, on disk or in memory. Paths are relative to it and use slashes. */
export interface Tree {
  /** Name of the folder in messages. */
  readonly displayName: string;
  /** Reads one file; returns a diagnostic if it cannot be read. */
  read(path: string): Source | Diagnostic;
  /** The files below a folder, sorted, and diagnostics for the folders that cannot be read. */
  filesBelow(folder: string): {
    readonly paths: readonly string[];
    readonly diagnostics: readonly Diagnostic[];
  };
}

/** A folder on disk. Like upstream's program, does not follow links to folders. */
export function diskTree(folder: string, displayName: string): Tree {
  const list = (below: string): { paths: string[]; diagnostics: Diagnostic[] } => {
    const paths: string[] = [];
    const diagnostics: Diagnostic[] = [];
    const folders = [below];
    for (let current = folders.pop(); current !== undefined; current = folders.pop()) {
      try {
        for (const entry of readdirSync(join(folder, current), { withFileTypes: true })) {
          const path = posix.join(current, entry.name);
          if (entry.isDirectory()) folders.push(path);
          else if (entry.isFile() || entry.isSymbolicLink()) paths.push(path);
        }
      } catch (cause) {
        const position = { file: posix.join(displayName, current), line: 1, column: 1 };
        const code = cause instanceof Error && "code" in cause ? cause.code : cause;
        diagnostics.push(error("unreadable-folder", position, `the folder cannot be read: ${String(code)}`));
      }
    }
    return { paths: paths.sort(), diagnostics };
  };
  return {
    displayName,
    read: (path) => readSource(join(folder, path), posix.join(displayName, path)),
    filesBelow: list,
  };
}

/** Files in memory, by path: for checking edits before they are written, and for tests. */
export function memoryTree(files: ReadonlyMap<string, string>, displayName: string): Tree {
  return {
    displayName,
    read: (path) => {
      const file = posix.join(displayName, path);
      const text = files.get(path);
      if (text !== undefined) return sourceOf(file, text);
      return unreadable(file, "there is no such file");
    },
    filesBelow: (folder) => {
      const below = posix.join(folder, "/");
      const paths = [...files.keys()].filter((path) => folder === "." || path.startsWith(below));
      return { paths: paths.sort(), diagnostics: [] };
    },
  };
}
