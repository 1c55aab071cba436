import { UserError } from "../../../terminal/userError.ts";
import type { BaseTree } from "../../../inventory/promotion/base.ts";
import { git } from "./git.ts";
import { describeRevision, startOfChange } from "./revision.ts";

/**
 * Provides a folder as it was where the change since a revision started. One git command lists the files and another
 * prints the few that changed: reading all of them, as other data is read, takes a second. Throws a `UserError` when
 * there is no such revision.
 */
export function promotionBase(folder: string, typed: string): BaseTree {
  const start = startOfChange(folder, typed);
  const { ok, bytes } = git(folder, ["ls-tree", "-r", "-z", start.commit, "."]);
  if (!ok) throw unreadable(describeRevision(start));
  const listed = bytes.toString();
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
    const answer = git(folder, ["cat-file", "--batch"], wanted);
    const texts = answer.ok ? contents(answer.bytes, paths) : undefined;
    if (texts === undefined) throw unreadable(describeRevision(start));
    return new Map(texts);
  };
  return { name: describeRevision(start), ids, read };
}

/** With an incomplete base, a removed digest would look as if it had never been there. */
function unreadable(revision: string): UserError {
  return new UserError(
    `git cannot read all of ${revision}: this clone is incomplete or damaged. Run this again where \`git fsck\` finds nothing.`,
  );
}

/**
 * Parses the output of `git cat-file --batch`: for each object a line that ends with its size, the content, a newline.
 * Returns undefined when an object is missing, as in a partial clone that cannot fetch it.
 */
function contents(answer: Buffer, paths: readonly string[]): [string, string][] | undefined {
  let offset = 0;
  const texts: [string, string][] = [];
  for (const path of paths) {
    const end = answer.indexOf("\n", offset);
    const [, digits] = / blob (\d+)$/.exec(answer.toString("utf8", offset, end)) ?? [];
    if (digits === undefined) return undefined;
    const size = Number(digits);
    const text = answer.toString("utf8", end + 1, end + 1 + size);
    offset = end + 1 + size + 1;
    texts.push([path, text]);
  }
  return texts;
}
