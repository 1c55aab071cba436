import { spawnSync } from "node:child_process";
import { EXIT, UserError } from "../../engine/userError.ts";
import type { BaseTree } from "../../inventory/promotion/base.ts";

/** Most that git may answer, in bytes: a tree of 10,000 files, and the content of all of them. */
const maxAnswer = 1024 * 1024 * 1024;

/**
 * A folder as it was at a revision of the repository that it is in. Two short runs of git: one lists what there was,
 * one prints the few files that changed. Throws a `UserError` when there is no such revision.
 */
export function revisionOf(folder: string, revision: string): BaseTree {
  const git = (args: readonly string[], input = ""): Buffer => {
    const { status, stdout, stderr, error } = spawnSync("git", ["-C", folder, ...args], {
      input,
      maxBuffer: maxAnswer,
    });
    if (status === 0) return stdout;
    const why =
      error?.message ??
      stderr
        .toString()
        .trim()
        .replace(/^fatal: /, "");
    const hint =
      "name a commit of the repository that holds the folder, such as origin/main, and fetch it first";
    throw new UserError(`cannot read ${folder} at ${revision}: ${why}\n    ${hint}`, EXIT.badData);
  };
  if (revision.startsWith("-")) throw new UserError(`${revision} is no revision`, EXIT.badData);
  const listed = git(["ls-tree", "-r", "-z", "--end-of-options", revision, "."]).toString();
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
    return new Map(contents(git(["cat-file", "--batch"], wanted), paths));
  };
  return { name: revision, ids, read };
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
