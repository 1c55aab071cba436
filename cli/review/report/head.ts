import { checkAll, type CheckOptions, type Checked } from "../../../inventory/check/index.ts";
import type { DataSources } from "../../../inventory/sources.ts";
import { loadRevision } from "../../clients/git/data.ts";
import { promotionBase } from "../../clients/git/promotionBase.ts";
import {
  changedFiles,
  inCheckout,
  isInCheckout,
  revisionOf,
  startOfChange,
  type Revision,
} from "../../clients/git/revision.ts";
import type { ChangeQuestion } from "./index.ts";
import type { Span } from "./otherFiles.ts";

/** What a change leads to. */
export interface Head extends Span {
  /** The files that differ, from the root of the checkout. */
  readonly changed: readonly string[];
  readonly checked: Checked;
}

/**
 * Reads the data that a change leads to, and checks it as `infra check --base` does, except for what the change does not
 * concern. Throws a `UserError` for a revision that cannot be compared with.
 */
export function headOf({
  sources,
  base,
  head: typed,
  day,
}: Pick<ChangeQuestion, "sources" | "base" | "head" | "day">): Head {
  const { infraFile } = sources.paths;
  const start = startOfChange(infraFile, base, typed);
  const head = typed === undefined ? undefined : revisionOf(infraFile, typed);
  const changed = changedFiles(start, head);
  const options: CheckOptions =
    sources.replaced.size > 0
      ? { scope: "stacks", day }
      : { scope: "all", day, promotionBase: promotionBaseOf(sources, start, typed, changed) };
  const checked = typed === undefined ? checkAll(sources, options) : loadRevision(sources, typed, options);
  return { start, head, changed, checked };
}

function promotionBaseOf(
  sources: DataSources,
  start: Revision,
  head: string | undefined,
  changed: readonly string[],
): CheckOptions["promotionBase"] {
  const { infraFile, registryFolder, promotionFolder, promotionFile, sharedFile } = sources.paths;
  const needed = [infraFile, registryFolder, promotionFolder, promotionFile, sharedFile]
    .filter((path) => isInCheckout(start, path))
    .map((path) => inCheckout(start.checkout, path));
  const concerned = changed.some((file) =>
    needed.some((path) => file === path || file.startsWith(`${path}/`)),
  );
  if (!concerned) return "unchanged";
  return { tree: promotionBase(promotionFolder, start.typed, head), changedOnly: true };
}
