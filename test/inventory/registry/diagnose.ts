import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import type { Diagnostic } from "../../../inventory/yaml/diagnostics.ts";
import { loadFile, type FileKind } from "../../../inventory/yaml/file.ts";
import { mirrorsKind } from "../../../inventory/registry/mirrors/load.ts";
import { productionKind } from "../../../inventory/registry/production/load.ts";
import { readSource, sourceOf } from "../../../inventory/yaml/source.ts";
import { fromRoot } from "../../../boot/root.ts";

/** The project's own data. */
export const production = own(productionKind, "infra/registry/production.yaml");
const { prod, staging } = own(mirrorsKind, "infra/registry/mirrors.yaml");
export const mirrors = { prod: prod!, staging: staging! };

/** The messages: one line per diagnostic or hint, with all fields. */
export function lines(diagnostics: readonly Diagnostic[]): string[] {
  return formatDiagnostics(diagnostics).split("\n").slice(0, -1);
}

/** All messages about a file of these lines. */
export function diagnose<D, R extends object>(kind: FileKind<D, R>, ...text: string[]): string[] {
  return lines(loadFile(sourceOf("f", text.join("\n")), kind).diagnostics);
}

function own<D, R extends object>(kind: FileKind<D, R>, path: string): R {
  const { records, diagnostics } = loadFile(readSource(fromRoot(path), path), kind);
  if (records === undefined || diagnostics.length > 0) throw new Error(formatDiagnostics(diagnostics));
  return records;
}
