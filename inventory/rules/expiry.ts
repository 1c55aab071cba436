import type { Declarations } from "../declarations.ts";
import type { Diagnostic } from "../diagnostics.ts";
import { checkExpiry } from "../expiry.ts";

/** A special case that has run out must be reviewed: access that nobody renews is access that nobody wants. */
export function checkExpiries({ specialCases }: Declarations, today: string): Diagnostic[] {
  return specialCases.flatMap(({ entry: { id, date, expires }, valueAt }) =>
    checkExpiry({ date, expires }, `the special case ${id}`, (key) => valueAt([key]), today),
  );
}
