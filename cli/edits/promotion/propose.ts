import { EXIT, UserError } from "../../../terminal/userError.ts";
import { hasErrors } from "../../../inventory/yaml/diagnostics.ts";
import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { loadPromotion } from "../../../inventory/promotion/load.ts";
import type { Tree } from "../../../inventory/yaml/tree.ts";
import { editedTree, type Edits } from "../../../inventory/yaml/overlay.ts";
import { folderIn, type DataSources } from "../../../inventory/sources.ts";
import type { PromotionSettings } from "../../../inventory/promotion/types.ts";
import { applyEdit, type Keeping } from "../apply/applyEdit.ts";

/** What to do with a change besides writing its files. */
export interface Proposal extends Keeping {
  /** Print the text of a pull request. */
  readonly text?: boolean | undefined;
}

/** The description of a change: a title in the imperative, and a body in Markdown. */
export interface Description {
  readonly title: string;
  readonly body: string;
}

/**
 * Checks a change of the tree and makes it: the branch, the files and the commit, or nothing at all. Returns the text
 * of the pull request if requested. Throws a `UserError` for mistakes that the change would introduce; existing ones do
 * not matter.
 */
export function propose(
  sources: DataSources,
  edits: ReadonlyMap<string, string>,
  settings: PromotionSettings,
  proposal: Proposal,
  { title, body }: Description,
): string {
  refuseMistakes(folderIn(sources, "promotionFolder"), edits, settings);
  applyEdit(sources.paths.promotionFolder, edits, proposal, title);
  return proposal.text ? `\n${title}\n\n${body}` : "";
}

function refuseMistakes(tree: Tree, edits: Edits, settings: PromotionSettings): void {
  const changed = editedTree(tree, edits);
  const key = ({ rule, file, message }: { rule: string; file: string; message: string }) =>
    `${rule} ${file} ${message}`;
  const known = new Set(loadPromotion(tree, settings).diagnostics.map(key));
  const brought = loadPromotion(changed, settings).diagnostics.filter(
    (diagnostic) => !known.has(key(diagnostic)),
  );
  if (!hasErrors(brought)) return;
  throw new UserError(`${formatDiagnostics(brought)}Nothing was written.`, EXIT.badData);
}
