import type { Diagnostic } from "../yaml/diagnostics.ts";
import { hasErrors, inReadingOrder } from "../yaml/diagnostics.ts";
import type { PlacedData } from "../yaml/document.ts";
import { parse } from "../yaml/parse.ts";
import type { Source } from "../yaml/source.ts";
import type { Format } from "../yaml/validate.ts";
import { validate } from "../yaml/validate.ts";

/** The records of a file, unless there is an error, and all diagnostics in reading order. */
export interface FileResult<Records> {
  readonly records: Records | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** A kind of file below `infra/registry/`. */
export interface RegistryFile<Records> {
  readonly format: Format;
  /** The top-level key of such a file. */
  readonly firstKey: string;
  /** Checks across values. They see every entry, including those that violate the schema. */
  readonly rules: readonly ((data: PlacedData) => Diagnostic[])[];
  /** Turns data without errors into records. */
  recordsOf(data: PlacedData): Records;
}

/**
 * Loads the records of a file. `source` may be the diagnostic of a failed read. Never throws because of the file;
 * reports all problems as diagnostics.
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
