import { posix } from "node:path";
import type { BaseTree } from "../../../inventory/promotion/base.ts";
import { blobs, git } from "./git.ts";
import { describeRevision, inCheckout, incomplete, startOfChange } from "./revision.ts";

/**
 * Provides a folder, which need not exist any more, as it was where the change since a revision started. One git
 * command lists the files and another prints the few that changed: reading all of them, as other data is read, takes a
 * second. Throws a `UserError` when there is no such revision.
 *
 * @param head the revision that the change leads to, if not the working tree
 */
export function promotionBase(folder: string, typed: string, head?: string): BaseTree {
  const start = startOfChange(folder, typed, head);
  const { checkout, commit } = start;
  const inside = inCheckout(checkout, folder);
  const { ok, bytes } = git(checkout, ["ls-tree", "-r", "-z", commit, "--", inside]);
  if (!ok) throw incomplete(describeRevision(start));
  const listed = bytes.toString();
  const entries = listed.split("\0").filter((line) => line !== "");
  const ids = new Map(
    entries.map((line) => {
      const [meta = "", path = ""] = line.split("\t");
      return [posix.relative(inside, path), meta.split(" ")[2] ?? ""];
    }),
  );
  const read = (paths: readonly string[]): ReadonlyMap<string, string> => {
    const contents = blobs(
      checkout,
      paths.map((path) => ids.get(path) ?? ""),
    );
    if (contents === undefined) throw incomplete(describeRevision(start));
    return new Map(paths.map((path, index) => [path, contents[index]!.toString("utf8")]));
  };
  return { name: describeRevision(start), ids, read };
}
