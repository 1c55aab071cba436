import { posix } from "node:path";
import { sourceOf, unreadable } from "./source.ts";
import { isBelow, type OpenTree, type Tree } from "./tree.ts";

/** New contents of files by path; undefined deletes a file. */
export type Edits = ReadonlyMap<string, string | undefined>;

/** A tree with some files replaced, by path in it, so that they can be checked before anything is written. */
export function editedTree(tree: Tree, edits: Edits): Tree {
  return {
    displayName: tree.displayName,
    read: (path, limit) => {
      if (!edits.has(path)) return tree.read(path, limit);
      const file = posix.join(tree.displayName, path);
      const text = edits.get(path);
      return text === undefined ? unreadable(file, "there is no such file") : sourceOf(file, text);
    },
    list: (folder = ".") => {
      const { exists, paths, irregular, diagnostics } = tree.list(folder);
      const added = [...edits].flatMap(([path, text]) =>
        text !== undefined && isBelow(path, folder) ? [path] : [],
      );
      const kept = (path: string) => !edits.has(path);
      return {
        exists: exists || added.length > 0,
        paths: [...paths.filter(kept), ...added].sort(),
        irregular: irregular.filter(kept),
        // An edit may create the folder.
        diagnostics: exists || added.length === 0 ? diagnostics : [],
      };
    },
  };
}

/** Opens trees with edits applied, by absolute path. */
export function withEdits(open: OpenTree, edits: Edits): OpenTree {
  return (folder, displayName) => {
    const inside = [...edits].flatMap(([path, text]): [string, string | undefined][] => {
      const within = posix.relative(folder, path);
      return within.startsWith("../") ? [] : [[within, text]];
    });
    return editedTree(open(folder, displayName), new Map(inside));
  };
}
