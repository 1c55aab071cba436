import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { mustGit } from "../../cli/clients/git/git.ts";
import { cleanClone } from "./cleanClone.ts";

/**
 * Two checkouts of this repository's last commit: one with its packages, and a git worktree of it whose `node_modules`
 * is a link to those.
 */
export function linkedCheckout(): { readonly main: string; readonly linked: string } {
  const main = cleanClone();
  const linked = join(main, "..", "linked");
  mustGit(main, ["worktree", "add", "--quiet", linked]);
  symlinkSync(join(main, "node_modules"), join(linked, "node_modules"));
  return { main, linked };
}
