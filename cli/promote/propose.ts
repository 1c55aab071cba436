import { spawnSync } from "node:child_process";
import { EXIT, UserError } from "../../engine/userError.ts";
import { hasErrors } from "../../inventory/diagnostics.ts";
import { formatDiagnostics } from "../../inventory/format.ts";
import { loadPromotion } from "../../inventory/promotion/load.ts";
import type { PromotionTree } from "../../inventory/promotion/tree.ts";
import { promotionFolder } from "../../inventory/promotion/tree.ts";
import type { PromotionSettings } from "../../inventory/promotion/types.ts";
import { sourceOf } from "../../inventory/source.ts";
import { writeAll, type Edits } from "./files.ts";

/** What becomes of a change besides its files. */
export interface Proposal {
  /** Make this branch first. */
  readonly branch?: string | undefined;
  /** Commit the files. */
  readonly commit?: boolean | undefined;
  /** Print the text of a pull request. */
  readonly text?: boolean | undefined;
}

/** What a change is about: a title in the imperative, and a body in Markdown. */
export interface Description {
  readonly title: string;
  readonly body: string;
}

/**
 * Judges a change of the tree and then makes it: the branch, the files, the commit, or nothing at all. A mistake that
 * the change would bring is a `UserError`; one that is there already is no obstacle.
 */
export function propose(
  folder: { readonly path: string; readonly shown: string },
  edits: Edits,
  settings: PromotionSettings,
  proposal: Proposal,
  { title, body }: Description,
): string {
  refuseMistakes(promotionFolder(folder.path, folder.shown), edits, settings);
  const { branch, commit, text } = proposal;
  const before =
    branch === undefined ? undefined : git(folder.path, "rev-parse", "--abbrev-ref", "HEAD").trim();
  if (branch !== undefined) git(folder.path, "switch", "--quiet", "--create", branch);
  let undo: () => void = () => undefined;
  try {
    undo = writeAll(folder.path, edits);
    if (commit) {
      git(folder.path, "add", "--", ...edits.keys());
      git(folder.path, "commit", "--quiet", "--message", title, "--", ...edits.keys());
    }
  } catch (cause) {
    if (commit) quietly(() => git(folder.path, "reset", "--quiet", "--", ...edits.keys()));
    undo();
    if (before !== undefined && branch !== undefined) {
      quietly(() => git(folder.path, "switch", "--quiet", before === "HEAD" ? "-" : before));
      quietly(() => git(folder.path, "branch", "--quiet", "--delete", "--force", branch));
    }
    throw cause;
  }
  return text ? `\n${title}\n\n${body}` : "";
}

function refuseMistakes(tree: PromotionTree, edits: Edits, settings: PromotionSettings): void {
  const changed: PromotionTree = {
    ...tree,
    diagnostics: [],
    paths: [...new Set([...tree.paths, ...edits.keys()])].sort(),
    read: (path) => {
      const text = edits.get(path);
      return text === undefined ? tree.read(path) : sourceOf(`${tree.displayName}/${path}`, text);
    },
  };
  const key = ({ rule, file, message }: { rule: string; file: string; message: string }) =>
    `${rule} ${file} ${message}`;
  const known = new Set(loadPromotion(tree, settings).diagnostics.map(key));
  const brought = loadPromotion(changed, settings).diagnostics.filter(
    (diagnostic) => !known.has(key(diagnostic)) && diagnostic.rule !== "no-images",
  );
  if (!hasErrors(brought)) return;
  throw new UserError(`${formatDiagnostics(brought)}Nothing was written.`, EXIT.badData);
}

function git(folder: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync("git", ["-C", folder, ...args], { encoding: "utf8" });
  if (status === 0) return stdout;
  const why = (error?.message ?? stderr.trim()).replace(/^fatal: /, "");
  throw new UserError(`git ${args[0] ?? ""} failed: ${why}\nNothing was written.`);
}

function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // The first failure is the one to tell.
  }
}
