import { checkChange } from "../../inventory/changes/index.ts";
import type { Data } from "../../inventory/data.ts";
import { checkExpiries } from "../../inventory/check/expiry.ts";
import { formatDiagnostics } from "../../inventory/yaml/format.ts";
import { EXIT, UserError } from "../../terminal/userError.ts";

/**
 * Compares the data with what was last applied, before any engine starts: a truncated or partly read file looks like an
 * intent to remove what is missing. The limits are those of `infra check --base` (groups/limits.yaml).
 *
 * Throws a `UserError` for a change beyond a limit, and for an expired waiver.
 *
 * @param revision the git revision of the base; empty if unknown
 * @param day the day on which waivers must be valid, as `YYYY-MM-DD`
 */
export function guardAgainstShrinking(base: Data, head: Data, revision: string, day: string): void {
  const found = [...checkChange({ base, head }, day), ...checkExpiries(head, day)];
  const diagnostics = found.filter(({ severity }) => severity === "error");
  if (diagnostics.length === 0) return;
  const since = revision === "" ? "the last applied run" : `revision ${revision.slice(0, 10)}`;
  throw new UserError(
    `${formatDiagnostics(diagnostics)}The gate refused the change since ${since}. Nothing was changed.`,
    EXIT.refused,
  );
}
