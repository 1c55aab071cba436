import { checkChange } from "../../inventory/changes/index.ts";
import type { Data } from "../../inventory/data.ts";
import { checkExpiries, today } from "../../inventory/expiry.ts";
import { formatDiagnostics } from "../../inventory/format.ts";
import { EXIT, UserError } from "../userError.ts";

/**
 * Holds the data against what was applied last, before any engine starts: a file that was cut short, or read in part,
 * looks like the wish to drop what is missing. The limits are those of `infra check --base` (groups/limits.yaml).
 *
 * Throws a `UserError` for a change that goes beyond a limit, and for a waiver that has expired.
 *
 * @param revision the git revision of the base, empty where it is not known
 */
export function guardAgainstShrinking(base: Data, head: Data, revision: string): void {
  const day = today();
  const found = [...checkChange({ base, head }, day), ...checkExpiries(head, day)];
  const diagnostics = found.filter(({ severity }) => severity === "error");
  if (diagnostics.length === 0) return;
  const since = revision === "" ? "the last applied run" : `revision ${revision.slice(0, 10)}`;
  throw new UserError(
    `${formatDiagnostics(diagnostics)}The gate refused the change since ${since}. Nothing was changed.`,
    EXIT.refused,
  );
}
