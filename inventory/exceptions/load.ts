import type { Diagnostic } from "../yaml/diagnostics.ts";
import { hasErrors, inReadingOrder } from "../yaml/diagnostics.ts";
import { parse } from "../yaml/parse.ts";
import { deepFreeze } from "../projects/records.ts";
import { fromRoot } from "../../boot/root.ts";
import { readSource, sourceOf, type Source } from "../yaml/source.ts";
import type { Position } from "../projects/types.ts";
import { validate } from "../yaml/validate.ts";
import { exceptionsFormat, type ExceptionsFile } from "./schema.ts";

/** The file of policy exceptions, relative to the project root. */
export const EXCEPTIONS_FILE = "infra/policy-exceptions.yaml";

/** Exempts one resource from one rule for a limited time. */
export interface PolicyException {
  readonly rule: string;
  readonly stack: string;
  /** The resource's logical name. */
  readonly resource: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it is valid, as `YYYY-MM-DD` in UTC. */
  readonly expires: string;
  readonly origin: Position;
}

/** The exceptions, unless there is an error, and all diagnostics in reading order. */
export interface ExceptionsResult {
  readonly exceptions: readonly PolicyException[] | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads the project's own exceptions. Never throws because of the file. */
export function loadExceptions(): ExceptionsResult {
  const source = readSource(fromRoot(EXCEPTIONS_FILE), EXCEPTIONS_FILE);
  return "rule" in source ? { exceptions: undefined, diagnostics: [source] } : load(source);
}

/** Like {@link loadExceptions}, from text. */
export function parseExceptions(text: string, displayName: string): ExceptionsResult {
  return load(sourceOf(displayName, text));
}

function load(source: Source): ExceptionsResult {
  const { data, diagnostics: unparsable } = parse(source, "exceptions");
  if (data === undefined) return { exceptions: undefined, diagnostics: inReadingOrder(unparsable) };
  const diagnostics = inReadingOrder([...unparsable, ...validate(data, exceptionsFormat)]);
  if (hasErrors(diagnostics)) return { exceptions: undefined, diagnostics };
  const { exceptions } = data.value as ExceptionsFile;
  const placed = exceptions.map((exception, index) => ({
    ...exception,
    origin: data.keyAt(["exceptions", index]),
  }));
  return { exceptions: deepFreeze(placed), diagnostics };
}
