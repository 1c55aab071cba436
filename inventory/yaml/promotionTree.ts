import { readdirSync } from "node:fs";
import { join, posix } from "node:path";
import type { Diagnostic } from "./diagnostics.ts";
import { error } from "./diagnostics.ts";
import type { Source } from "./source.ts";
import { readSource, sourceOf } from "./source.ts";

/** Maximum file size in bytes: k8s-staging-kubernetes has 947,246 (upstream's, 2026), and lists only grow. */
const maxBytes = 16 * 1024 * 1024;

/** The folder `registry.k8s.io`, on disk or elsewhere. Paths are relative to it and use slashes. */
export interface PromotionTree {
  /** Name of the folder in messages. */
  readonly displayName: string;
  /** Every file, sorted. */
  readonly paths: readonly string[];
  /** Paths that are neither regular files nor folders, such as links. */
  readonly irregular: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Reads one file; returns a diagnostic if it cannot be read. */
  readonly read: (path: string) => Source | Diagnostic;
}

/** A folder on disk. Does not follow links. */
export function promotionFolder(folder: string, displayName: string): PromotionTree {
  const paths: string[] = [];
  const irregular: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const folders = [""];
  for (let current = folders.pop(); current !== undefined; current = folders.pop()) {
    try {
      for (const entry of readdirSync(join(folder, current), { withFileTypes: true })) {
        if (current === "" && entry.name === ".git") continue;
        const path = posix.join(current, entry.name);
        if (entry.isDirectory()) folders.push(path);
        else (entry.isFile() ? paths : irregular).push(path);
      }
    } catch (cause) {
      const code = cause instanceof Error && "code" in cause ? cause.code : cause;
      const why = code === "ENOENT" ? "there is no such folder" : String(code);
      const position = { file: posix.join(displayName, current), line: 1, column: 1 };
      diagnostics.push(error("unreadable-folder", position, `the folder cannot be read: ${why}`));
    }
  }
  return {
    displayName,
    paths: paths.sort(),
    irregular: irregular.sort(),
    diagnostics,
    read: (path) => readSource(join(folder, path), posix.join(displayName, path), maxBytes),
  };
}

/** Files in memory, by path: for checking edits before they are written, and for tests. */
export function promotionFiles(files: ReadonlyMap<string, string>, displayName: string): PromotionTree {
  return {
    displayName,
    paths: [...files.keys()].sort(),
    irregular: [],
    diagnostics: [],
    read: (path) => {
      const file = posix.join(displayName, path);
      const text = files.get(path);
      if (text !== undefined) return sourceOf(file, text);
      return error("unreadable-file", { file, line: 1, column: 1 }, "there is no such file");
    },
  };
}

/** The tree with some files replaced, by path; undefined deletes a file. */
export function withEdits(
  tree: PromotionTree,
  edits: ReadonlyMap<string, string | undefined>,
): PromotionTree {
  const written = [...edits].flatMap(([path, text]) => (text === undefined ? [] : [path]));
  return {
    ...tree,
    paths: [...new Set([...tree.paths.filter((path) => !edits.has(path)), ...written])].sort(),
    read: (path) => {
      const text = edits.get(path);
      return text === undefined ? tree.read(path) : sourceOf(`${tree.displayName}/${path}`, text);
    },
  };
}
