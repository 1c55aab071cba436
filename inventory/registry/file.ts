import type { Diagnostic } from "../diagnostics.ts";
import { hasErrors, inReadingOrder } from "../diagnostics.ts";
import type { PlacedData } from "../document.ts";
import { parse } from "../parse.ts";
import type { Source } from "../source.ts";
import type { Format } from "../validate.ts";
import { validate } from "../validate.ts";

/** What came of loading a file: its records unless there is an error, and all mistakes in reading order. */
export interface FileResult<Records> {
  readonly records: Records | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** A kind of file below `infra/registry/`. */
export interface RegistryFile<Records> {
  readonly format: Format;
  /** What such a file starts with. */
  readonly firstKey: string;
  /** Checks of what concerns several values. They meet every entry, also one that is not of the format. */
  readonly rules: readonly ((data: PlacedData) => Diagnostic[])[];
  /** The records of data that is free of errors. */
  recordsOf(data: PlacedData): Records;
}

/**
 * The records of a file that was read, or not. Never throws for what it is or holds: every mistake is a diagnostic, and
 * all of them are found at once.
 */
export function recordsFrom<Records>(
  kind: RegistryFile<Records>,
  source: Source | Diagnostic,
): FileResult<Records> {
  if ("rule" in source) return { records: undefined, diagnostics: [source] };
  const { data, diagnostics: unparsable } = parse(source, kind.firstKey);
  if (data === undefined) return { records: undefined, diagnostics: inReadingOrder(unparsable) };
  const diagnostics = inReadingOrder([
    ...unparsable,
    ...validate(data, kind.format),
    ...kind.rules.flatMap((rule) => rule(data)),
  ]);
  return { records: hasErrors(diagnostics) ? undefined : kind.recordsOf(data), diagnostics };
}
