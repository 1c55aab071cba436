import type { Diagnostic } from "../yaml/diagnostics.ts";
import type { Position } from "../yaml/position.ts";

/** A part of the data that is about some entries of the catalog, or about none of them. */
export interface Area {
  /** A declaration, up to the next one in the same file; or a file or folder, with all that is in it. */
  readonly at: Position | string;
  /** The names of the entries. */
  readonly names: readonly string[];
}

/**
 * Tells which entries each diagnostic concerns, by where it is.
 *
 * @returns the diagnostics by the entry's name, in their order, and the number of those that concern none
 */
export function findingsByName(
  areas: readonly Area[],
  diagnostics: readonly Diagnostic[],
): { readonly byName: ReadonlyMap<string, readonly Diagnostic[]>; readonly elsewhere: number } {
  const byName = new Map<string, Diagnostic[]>();
  let elsewhere = 0;
  for (const diagnostic of diagnostics) {
    const names = namesAt(areas, diagnostic);
    if (names.size === 0) elsewhere++;
    for (const name of names) {
      const found = byName.get(name);
      if (found === undefined) byName.set(name, [diagnostic]);
      else found.push(diagnostic);
    }
  }
  return { byName, elsewhere };
}

function namesAt(areas: readonly Area[], place: Position): Set<string> {
  let line = 0;
  const names = new Set<string>();
  const declared: { readonly line: number; readonly names: readonly string[] }[] = [];
  for (const area of areas) {
    if (typeof area.at === "string") {
      if (place.file === area.at || place.file.startsWith(`${area.at}/`))
        for (const name of area.names) names.add(name);
    } else if (isIn(area.at, place)) {
      declared.push({ line: area.at.line, names: area.names });
      line = Math.max(line, area.at.line);
    }
  }
  for (const last of declared) if (last.line === line) for (const name of last.names) names.add(name);
  return names;
}

/** What belongs to a declaration is on its line, or below it and indented further. */
function isIn(at: Position, { file, line, column }: Position): boolean {
  return file === at.file && (line === at.line || (line > at.line && column > at.column));
}
