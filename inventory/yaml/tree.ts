import { readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { error, type Diagnostic } from "./diagnostics.ts";
import { startOf } from "./position.ts";
import { maxBytes, readSource, sourceOf, tooLarge, unreadable, type Source } from "./source.ts";

/** What is in a folder and below it. */
export interface Listing {
  /** False if there is no such folder, which the diagnostics then say. */
  readonly exists: boolean;
  /** Regular files, sorted. */
  readonly paths: readonly string[];
  /** Links and other special files, sorted. */
  readonly irregular: readonly string[];
  /** Says which folders cannot be read. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A folder of data files: on disk, in memory, or at a Git revision. Paths are relative to it and use slashes. */
export interface Tree {
  /** Name of the folder in messages. */
  readonly displayName: string;
  /** Reads one file; returns a diagnostic if it cannot be read, as for one of more than `limit` bytes. */
  read(path: string, limit?: number): Source | Diagnostic;
  /** Lists what is in a folder of the tree, by default in all of it. Does not follow links. */
  list(folder?: string): Listing;
}

/** Opens the tree at an absolute path: where data is read from. Takes the name to use in messages, too. */
export type OpenTree = (folder: string, displayName: string) => Tree;

/** A folder on disk, without a `.git` directly in it. */
export function diskTree(folder: string, displayName: string): Tree {
  return {
    displayName,
    read: (path, limit = maxBytes) => readSource(join(folder, path), posix.join(displayName, path), limit),
    list: (below = ".") => {
      const paths: string[] = [];
      const irregular: string[] = [];
      const diagnostics: Diagnostic[] = [];
      const folders = [below];
      let exists = true;
      for (let current = folders.pop(); current !== undefined; current = folders.pop()) {
        try {
          for (const entry of readdirSync(join(folder, current), { withFileTypes: true })) {
            const path = posix.join(current, entry.name);
            if (path === ".git") continue;
            if (entry.isDirectory()) folders.push(path);
            else (entry.isFile() ? paths : irregular).push(path);
          }
        } catch (cause) {
          const code = cause instanceof Error && "code" in cause ? cause.code : cause;
          const why = code === "ENOENT" ? "there is no such folder" : String(code);
          exists &&= code !== "ENOENT" || current !== below;
          const position = startOf(posix.join(displayName, current));
          diagnostics.push(error("unreadable-folder", position, `the folder cannot be read: ${why}`));
        }
      }
      return { exists, paths: paths.sort(), irregular: irregular.sort(), diagnostics };
    },
  };
}

/** Files in memory, by path: for checking edits before they are written, and for tests. */
export function memoryTree(files: ReadonlyMap<string, string>, displayName: string): Tree {
  return {
    displayName,
    read: (path) => {
      const file = posix.join(displayName, path);
      const text = files.get(path);
      return text === undefined ? unreadable(file, "there is no such file") : sourceOf(file, text);
    },
    list: (folder = ".") => {
      const paths = [...files.keys()].filter((path) => isBelow(path, folder));
      return { exists: paths.length > 0, paths: paths.sort(), irregular: [], diagnostics: [] };
    },
  };
}

/** Reads each file once, whichever tree it is read from: a command that needs it twice must not see two states. */
export function readingOnce(open: OpenTree = diskTree): OpenTree {
  const sources = new Map<string, Source | Diagnostic>();
  return (folder, displayName) => {
    const tree = open(folder, displayName);
    return {
      ...tree,
      read: (path, limit = maxBytes) => {
        const file = posix.join(displayName, path);
        const key = `${join(folder, path)}\n${file}`;
        let source = sources.get(key);
        // Another reader of the file may accept more. What was too large has not been read yet.
        if (source === undefined || ("rule" in source && source.rule === "file-too-large")) {
          source = tree.read(path, limit);
          sources.set(key, source);
        }
        const size = "rule" in source ? 0 : Buffer.byteLength(source.content);
        return size > limit ? tooLarge(file, size, limit) : source;
      },
    };
  };
}

/** Reads one file by its absolute path. Returns a diagnostic as {@link Tree.read} does. */
export function readAt(
  open: OpenTree,
  path: string,
  displayName: string,
  limit?: number,
): Source | Diagnostic {
  return open(posix.dirname(path), posix.dirname(displayName)).read(posix.basename(path), limit);
}

/** Whether a path of a tree is in one of its folders. */
export function isBelow(path: string, folder: string): boolean {
  return folder === "." || path.startsWith(posix.join(folder, "/"));
}
