import { existsSync } from "node:fs";
import { join } from "node:path";
import { EXIT, UserError } from "../../terminal/userError.ts";
import type { Data } from "../data.ts";
import { MAX_BYTES } from "../promotion/names.ts";
import { checkoutAt, type DataSources } from "../sources.ts";
import { hasErrors, type Diagnostic } from "../yaml/diagnostics.ts";
import { formatDiagnostics } from "../yaml/format.ts";
import { withEdits, type Edits } from "../yaml/overlay.ts";
import { readAt, type OpenTree } from "../yaml/tree.ts";
import { checkAll } from "./index.ts";

/**
 * Returns what an edit of a file starts from; undefined if there is no such file. Throws a `UserError` for a file that
 * is not text, that is larger than any data file may be, or that cannot be read: it must not be taken for a new one.
 *
 * @param path absolute
 * @param shown the path in messages
 */
export function contentAt(open: OpenTree, path: string, shown: string): string | undefined {
  const read = readAt(open, path, shown, MAX_BYTES);
  if (!("rule" in read)) return read.content;
  if (!existsSync(path)) return undefined;
  throw new UserError(`${formatDiagnostics([read])}Nothing was written.`, EXIT.badData);
}

/**
 * Checks a change of a checkout's data as `infra check` would after it on a day, as `YYYY-MM-DD`. Returns the changed data and the warnings;
 * throws a `UserError` for any error.
 *
 * @param edits new contents by path from the checkout's root; undefined deletes a file
 */
export function verified(
  { root, open }: Pick<DataSources, "root" | "open">,
  edits: Edits,
  day: string,
): { readonly data: Data; readonly warnings: readonly Diagnostic[] } {
  const absolute = new Map([...edits].map(([path, text]) => [join(root, path), text]));
  const { data, diagnostics } = checkAll(checkoutAt(root, withEdits(open, absolute)), { scope: "all", day });
  if (data === undefined || hasErrors(diagnostics))
    throw new UserError(`${formatDiagnostics(diagnostics)}Nothing was written.`, EXIT.badData);
  return { data, warnings: diagnostics };
}
