import { fromRoot } from "../../boot/root.ts";
import type { LocatedData } from "../yaml/document.ts";
import { loadFile, type FileKind, type Loaded } from "../yaml/file.ts";
import type { Position } from "../yaml/position.ts";
import type { Diagnostic } from "../yaml/diagnostics.ts";
import { readSource, type Source } from "../yaml/source.ts";
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

const exceptionsKind: FileKind<LocatedData, readonly PolicyException[]> = {
  format: exceptionsFormat,
  declare: (data) => data,
  rules: [],
  recordsOf: (data) =>
    (data.value as ExceptionsFile).exceptions.map((exception, index) => ({
      ...exception,
      origin: data.keyAt(["exceptions", index]),
    })),
};

/** Loads exceptions, by default the project's own. Never throws because of the file. */
export function loadExceptions(
  source: Source | Diagnostic = readSource(fromRoot(EXCEPTIONS_FILE), EXCEPTIONS_FILE),
): Loaded<readonly PolicyException[]> {
  return loadFile(source, exceptionsKind);
}
