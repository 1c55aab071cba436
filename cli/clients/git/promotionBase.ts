import type { BaseTree } from "../../../inventory/promotion/base.ts";
import { blobs, git } from "./git.ts";
import { describeRevision, incomplete, startOfChange } from "./revision.ts";

/**
 * Provides a folder as it was where the change since a revision started. One git command lists the files and another
 * prints the few that changed: reading all of them, as other data is read, takes a second. Throws a `UserError` when
 * there is no such revision.
 */
export function promotionBase(folder: string, typed: string): BaseTree {
  const start = startOfChange(folder, typed);
  const { ok, bytes } = git(folder, ["ls-tree", "-r", "-z", start.commit, "."]);
  if (!ok) throw incomplete(describeRevision(start));
  const listed = bytes.toString();
  const entries = listed.split("\0").filter((line) => line !== "");
  const ids = new Map(
    entries.map((line) => {
      const [meta = "", path = ""] = line.split("\t");
      return [path, meta.split(" ")[2] ?? ""];
    }),
  );
  const read = (paths: readonly string[]): ReadonlyMap<string, string> => {
    const contents = blobs(
      folder,
      paths.map((path) => ids.get(path) ?? ""),
    );
    if (contents === undefined) throw incomplete(describeRevision(start));
    return new Map(paths.map((path, index) => [path, contents[index]!.toString("utf8")]));
  };
  return { name: describeRevision(start), ids, read };
}
