import { nearest } from "../../terminal/nearest.ts";
import { isMap, valueOf } from "../yaml/values.ts";
import { error, type Diagnostic } from "../yaml/diagnostics.ts";
import type { LocatedData } from "../yaml/document.ts";
import { quoted } from "../../terminal/wording.ts";
import { readFile } from "../yaml/file.ts";
import { globExpression, isGlob, isPlainPath } from "../yaml/glob.ts";
import { compileRe2, isAnchored, type Expression } from "../yaml/re2.ts";
import { restrictionsFormat } from "./schema.ts";
import type { Restriction } from "./types.ts";
import type { Tree } from "../yaml/tree.ts";

/** A {@link Restriction} with compiled patterns. */
export interface CompiledRestriction extends Restriction {
  readonly files: RegExp;
  /** Patterns of addresses, unanchored (facts/upstream.md §3). */
  readonly groups: readonly Expression[];
  /** True if part of the entry violates the schema, so that nothing can be said about the files it covers. */
  readonly doubtful: boolean;
}

const UNANCHORED = "does not start with ^, so it matches in the middle of an address, too";
const START = "write ^ at its start, and after each | outside parentheses";

/** Reads the restrictions of a tree. An unreadable file restricts nothing, but is an error. */
export function readRestrictions(
  tree: Tree,
  path: string,
): { readonly restrictions: readonly CompiledRestriction[]; readonly diagnostics: readonly Diagnostic[] } {
  const { data, diagnostics: found } = readFile(tree.read(path), restrictionsFormat);
  const diagnostics = [...found];
  if (data === undefined) return { restrictions: [], diagnostics };
  const list = valueOf(data.value, ["restrictions"]);
  const entries: readonly unknown[] = Array.isArray(list) ? list : [];
  const restrictions = entries.flatMap((entry, index) => compiled(data, entry, index, diagnostics));
  // An invalid path might match any file, which makes this entry and all later ones doubtful.
  const lost = entries.findIndex((entry) => pathOf(entry) === undefined);
  if (lost !== -1)
    return {
      restrictions: restrictions.map((entry, at) => ({ ...entry, doubtful: entry.doubtful || at >= lost })),
      diagnostics,
    };
  return { restrictions, diagnostics };
}

/** The entry that applies to a file: the first one with a matching path pattern. */
export function restrictionOf<R extends { readonly files: RegExp }>(
  restrictions: readonly R[],
  file: string,
): R | undefined {
  return restrictions.find(({ files }) => files.test(file));
}

/** Whether a file with this restriction may declare a group. Without one, it may declare any (facts/upstream.md §3). */
export function allows(restriction: CompiledRestriction | undefined, email: string): boolean {
  if (restriction === undefined || restriction.doubtful) return true;
  return restriction.groups.some((pattern) => pattern.test(email));
}

/** The restrictions that apply to none of the files. */
export interface UnusedRestrictions {
  /** Those for one file, or for the same path, that have an earlier entry, by that entry. */
  readonly hidden: ReadonlyMap<CompiledRestriction, readonly CompiledRestriction[]>;
  /** Those whose path matches none of the files, each with the file that its path probably misspells. */
  readonly unmatched: ReadonlyMap<CompiledRestriction, string | undefined>;
}

/** Finds the restrictions that apply to none of `files`. Of an entry that may mean another path, nothing can be said. */
export function unusedIn(
  restrictions: readonly CompiledRestriction[],
  files: readonly string[],
): UnusedRestrictions {
  const applied = new Map(files.map((file) => [file, restrictionOf(restrictions, file)]));
  const hidden = new Map<CompiledRestriction, CompiledRestriction[]>();
  const unmatched = new Map<CompiledRestriction, string | undefined>();
  const paths = new Set(restrictions.map(({ path }) => path));
  const unnamed = files.filter((file) => !paths.has(file));
  const used = new Set(applied.values());
  for (const restriction of restrictions.filter((entry) => !used.has(entry))) {
    const file = files.find((path) => restriction.files.test(path));
    const first = file === undefined ? undefined : applied.get(file);
    if (first === undefined) unmatched.set(restriction, nearest(restriction.path, unnamed));
    // Several entries together may stand above a last one for everything else.
    else if (isPlainPath(restriction.path) || restriction.path === first.path)
      hidden.set(first, [...(hidden.get(first) ?? []), restriction]);
  }
  return { hidden, unmatched };
}

/** Compiles restrictions that were read without errors. */
export function compileRestrictions(restrictions: readonly Restriction[]): CompiledRestriction[] {
  return restrictions.map((restriction) => ({
    ...restriction,
    files: globExpression(restriction.path),
    groups: restriction.allowedGroups.map(compileRe2).filter((result) => "test" in result),
    doubtful: false,
  }));
}

function compiled(
  data: LocatedData,
  entry: unknown,
  index: number,
  found: Diagnostic[],
): CompiledRestriction[] {
  const path = pathOf(entry);
  if (!isMap(entry) || path === undefined) return [];
  const stated = entry["allowedGroups"];
  const list: readonly unknown[] = Array.isArray(stated) ? stated : [];
  const texts = list.filter((text): text is string => typeof text === "string");
  let doubtful = texts.length < list.length || (stated !== undefined && !Array.isArray(stated));
  const groups = list.flatMap((text, at) => {
    if (typeof text !== "string") return [];
    const result = compileRe2(text);
    const position = data.valueAt(["restrictions", index, "allowedGroups", at]);
    if ("test" in result) {
      if (!isAnchored(text))
        found.push(error("group-pattern", position, `${quoted(text)} ${UNANCHORED}`, START));
      return [result];
    }
    doubtful = true;
    found.push(error("group-pattern", position, `${quoted(text)} ${result.fault}`, result.hint));
    return [];
  });
  const origin = data.keyAt(["restrictions", index]);
  return [{ path, allowedGroups: texts, origin, files: globExpression(path), groups, doubtful }];
}

function pathOf(entry: unknown): string | undefined {
  const path = valueOf(entry, ["path"]);
  return typeof path === "string" && isGlob(path) ? path : undefined;
}
