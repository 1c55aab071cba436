import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import type { Diagnostic } from "../../../inventory/yaml/diagnostics.ts";
import { recordsFrom } from "../../../inventory/registry/file.ts";
import type { RegistryFile } from "../../../inventory/registry/file.ts";
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
export function diagnose<Records>(kind: RegistryFile<Records>, ...text: string[]): string[] {
  return lines(recordsFrom(kind, sourceOf("f", text.join("\n"))).diagnostics);
}

function own<Records>(kind: RegistryFile<Records>, path: string): Records {
  const { records, diagnostics } = recordsFrom(kind, readSource(fromRoot(path), path));
  if (records === undefined || diagnostics.length > 0) throw new Error(formatDiagnostics(diagnostics));
  return records;
}
