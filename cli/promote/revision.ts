import type { BaseTree } from "../../inventory/promotion/base.ts";
import { git } from "../base/git.ts";
import { describeRevision, startOfChange } from "../base/revision.ts";

/**
 * A folder as it was when the change since a revision began. One run of git lists what there was, one prints the few
 * files that changed: reading all of them, as other data is read, takes a second. Throws a `UserError` when there is no
 * such revision.
 */
export function revisionOf(folder: string, typed: string): BaseTree {
  const start = startOfChange(folder, typed);
  const listed = git(folder, ["ls-tree", "-r", "-z", start.commit, "."]).bytes.toString();
  const entries = listed.split("\0").filter((line) => line !== "");
  const ids = new Map(
    entries.map((line) => {
      const [meta = "", path = ""] = line.split("\t");
      return [path, meta.split(" ")[2] ?? ""];
    }),
  );
  const read = (paths: readonly string[]): ReadonlyMap<string, string> => {
    if (paths.length === 0) return new Map();
    const wanted = paths.map((path) => `${ids.get(path) ?? ""}\n`).join("");
    return new Map(contents(git(folder, ["cat-file", "--batch"], wanted).bytes, paths));
  };
  return { name: describeRevision(start), ids, read };
}

/** The answer of `git cat-file --batch`: for each object a line that ends with its size, the content, a line end. */
function contents(answer: Buffer, paths: readonly string[]): [string, string][] {
  let offset = 0;
  return paths.map((path) => {
    const end = answer.indexOf("\n", offset);
    const size = Number(answer.toString("utf8", offset, end).split(" ").at(-1));
    const text = answer.toString("utf8", end + 1, end + 1 + size);
    offset = end + 1 + size + 1;
    return [path, text];
  });
}
