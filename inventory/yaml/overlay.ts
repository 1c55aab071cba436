import { join, posix, sep } from "node:path";
import type { Storage } from "../data.ts";
import { disk } from "../data.ts";
import type { Tree } from "./tree.ts";
import { sourceOf, unreadable } from "./source.ts";

/** New file contents by absolute path; undefined deletes a file. */
export type FileEdits = ReadonlyMap<string, string | undefined>;

/** A view of `from` with the edits applied, so that they can be checked before anything is written. */
export function overlaid(edits: FileEdits, from: Storage = disk): Storage {
  return {
    file: (path, displayName) => {
      if (!edits.has(path)) return from.file(path, displayName);
      const text = edits.get(path);
      return text === undefined
        ? unreadable(displayName, "there is no such file")
        : sourceOf(displayName, text);
    },
    folder: (path, displayName) => overlaidTree(edits, path, from.folder(path, displayName)),
  };
}

function overlaidTree(edits: FileEdits, folder: string, tree: Tree): Tree {
  const inside = [...edits].flatMap(([path, text]): [string, string | undefined][] =>
    path.startsWith(folder + sep)
      ? [
          [
            path
              .slice(folder.length + 1)
              .split(sep)
              .join("/"),
            text,
          ],
        ]
      : [],
  );
  const edited = new Map(inside);
  return {
    displayName: tree.displayName,
    read: (path) => {
      if (!edited.has(path)) return tree.read(path);
      const file = posix.join(tree.displayName, path);
      const text = edited.get(path);
      return text === undefined ? unreadable(file, "there is no such file") : sourceOf(file, text);
    },
    filesBelow: (below) => {
      const { paths, diagnostics } = tree.filesBelow(below);
      const prefix = below === "." ? "" : `${join(below)}/`;
      const added = inside.flatMap(([path, text]) =>
        text !== undefined && path.startsWith(prefix) ? [path] : [],
      );
      const kept = paths.filter((path) => !edited.has(path));
      return { paths: [...kept, ...added].sort(), diagnostics };
    },
  };
}
