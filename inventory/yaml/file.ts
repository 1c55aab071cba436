import { hasErrors, inReadingOrder, type Diagnostic } from "./diagnostics.ts";
import type { LocatedData } from "./document.ts";
import { MISREAD_VALUE } from "./go/values.ts";
import { parse } from "./parse.ts";
import type { Source } from "./source.ts";
import { validate, type Format } from "./validate.ts";
import { deepFreeze } from "./values.ts";

/** One file, read and validated. */
export interface ReadFile {
  /** Undefined if the file cannot be read at all; otherwise, parts of it may still violate the schema. */
  readonly data: LocatedData | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether the whole file conforms to the schema. */
  readonly valid: boolean;
}

/**
 * Parses and validates one file: the first steps of every loader. `source` may be the diagnostic of a failed read.
 *
 * @param maxTokens the maximum number of lexical tokens, if not the usual one
 */
export function readFile(source: Source | Diagnostic, format: Format, maxTokens?: number): ReadFile {
  if ("rule" in source) return { data: undefined, diagnostics: [source], valid: false };
  const { data, diagnostics: parsed } = parse(source, format.firstKey, maxTokens, format.reader);
  if (data === undefined) return { data, diagnostics: parsed, valid: false };
  const diagnostics = withoutRepeats(parsed, validate(data, format));
  return { data, diagnostics, valid: !hasErrors(diagnostics) };
}

/** Of a value with two faults, the schema's message is the better one. */
function withoutRepeats(parsed: readonly Diagnostic[], invalid: readonly Diagnostic[]): Diagnostic[] {
  const places = new Set(invalid.map(({ line, column }) => `${line}:${column}`));
  const isNew = ({ rule, line, column }: Diagnostic) =>
    rule !== MISREAD_VALUE || !places.has(`${line}:${column}`);
  return [...parsed.filter(isNew), ...invalid];
}

/** A kind of data file that makes records by itself. */
export interface FileKind<Declared, Records> {
  readonly format: Format;
  /** Collects what the file declares, even when parts of it violate the schema, so that the rules see every entry. */
  readonly declare: (data: LocatedData) => Declared;
  /** Checks across values. */
  readonly rules: readonly ((declared: Declared) => readonly Diagnostic[])[];
  /** Turns declarations without errors into complete records, which {@link loadFile} freezes. */
  readonly recordsOf: (declared: Declared) => Records;
}

/** The records of a file, unless there is an error, and all diagnostics in reading order. */
export interface Loaded<Records> {
  readonly records: Records | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads a file: reads it, checks it against its schema and its rules, and makes its records. Never throws because of the
 * file; reports all problems as diagnostics. `source` may be the diagnostic of a failed read.
 */
export function loadFile<Declared, Records extends object>(
  source: Source | Diagnostic,
  { format, declare, rules, recordsOf }: FileKind<Declared, Records>,
): Loaded<Records> {
  const { data, diagnostics: read } = readFile(source, format);
  if (data === undefined) return { records: undefined, diagnostics: inReadingOrder(read) };
  const declared = declare(data);
  const diagnostics = inReadingOrder([...read, ...rules.flatMap((rule) => rule(declared))]);
  return { records: hasErrors(diagnostics) ? undefined : deepFreeze(recordsOf(declared)), diagnostics };
}
