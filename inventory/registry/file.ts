import type { Diagnostic } from "../diagnostics.ts";
import { hasErrors, inReadingOrder } from "../diagnostics.ts";
import type { PlacedData } from "../document.ts";
import { parse } from "../parse.ts";
import { readSource, sourceOf } from "../source.ts";
import type { Source } from "../source.ts";
import type { Format } from "../validate.ts";
import { validate } from "../validate.ts";

/** What came of loading a file: its records unless there is an error, and all mistakes in reading order. */
export interface RegistryResult<Records> {
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
 * Loads a file. Never throws for what it is or holds: every mistake is a diagnostic, and all of them are found at once.
 *
 * @param path where the file is
 * @param displayName what diagnostics and positions call it
 */
export function loadRegistryFile<Records>(
  kind: RegistryFile<Records>,
  path: string,
  displayName: string = path,
): RegistryResult<Records> {
  const source = readSource(path, displayName);
  return "rule" in source ? { records: undefined, diagnostics: [source] } : load(kind, source);
}

/** As {@link loadRegistryFile}, from text: for edits that are checked before they are written, and for tests. */
export function parseRegistryFile<Records>(
  kind: RegistryFile<Records>,
  text: string,
  displayName: string,
): RegistryResult<Records> {
  return load(kind, sourceOf(displayName, text));
}

function load<Records>(kind: RegistryFile<Records>, source: Source): RegistryResult<Records> {
  const { data, diagnostics: unparsable } = parse(source, kind.firstKey);
  if (data === undefined) return { records: undefined, diagnostics: inReadingOrder(unparsable) };
  const diagnostics = inReadingOrder([
    ...unparsable,
    ...validate(data, kind.format),
    ...kind.rules.flatMap((rule) => rule(data)),
  ]);
  return { records: hasErrors(diagnostics) ? undefined : kind.recordsOf(data), diagnostics };
}
