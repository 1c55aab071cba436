import type { Path, LocatedData } from "../yaml/document.ts";
import { stagingEntry, type StagingEntry } from "./schema.ts";
import { specialCase, type SpecialCaseEntry } from "./special-cases/schema.ts";
import type { Position } from "../yaml/position.ts";
import { valueOf, wellFormedPart } from "../yaml/values.ts";

/** A project as the file declares it, whether or not the entry conforms to the schema. */
export interface Declaration {
  /** The project type: the key under `infra`. */
  readonly type: string;
  readonly id: string;
  /** The value after the colon, not validated. */
  readonly raw: unknown;
  /** Position of the id. */
  readonly origin: Position;
  /** Position of a key of the entry, or of an item of a list in it. */
  readonly keyAt: (path: Path) => Position;
  /** Position where a value of the entry starts. */
  readonly valueAt: (path: Path) => Position;
  /** The keys of a map in the entry, in file order. */
  readonly keysOf: (path: Path) => readonly string[];
}

/** A staging project as declared, with the part of its entry that conforms to the schema. */
export interface StagingDeclaration extends Declaration {
  readonly entry: StagingEntry;
}

/** A special case that conforms to the schema; {@link validate} reports the others. */
export interface SpecialCaseDeclaration extends Pick<Declaration, "origin" | "keyAt" | "valueAt"> {
  readonly entry: SpecialCaseEntry;
}

/** One project type of the file. */
export interface Section {
  readonly type: string;
  readonly managedBy: string | undefined;
  readonly keyAt: (path: Path) => Position;
  readonly valueAt: (path: Path) => Position;
  /** In file order. */
  readonly projects: readonly Declaration[];
}

/** What the file declares, in file order. The input of the rules, even when parts of the file violate the schema. */
export interface Declarations {
  readonly sections: readonly Section[];
  readonly all: readonly Declaration[];
  readonly staging: readonly StagingDeclaration[];
  readonly specialCases: readonly SpecialCaseDeclaration[];
}

/** Collects the declarations of data of any shape; it need not have passed {@link validate}. */
export function declarationsOf(data: LocatedData): Declarations {
  const sections = data.keysOf(["infra"]).map((type) => sectionOf(data, type));
  const all = sections.flatMap(({ projects }) => projects);
  const staging = all
    .filter(({ type }) => type === "staging")
    .map((declaration) => ({ ...declaration, entry: wellFormedPart(stagingEntry, declaration.raw) }));
  return { sections, all, staging, specialCases: specialCasesOf(data) };
}

function specialCasesOf(data: LocatedData): SpecialCaseDeclaration[] {
  const path = ["infra", "staging", "special_cases"];
  const all = valueOf(data.value, path);
  return (Array.isArray(all) ? all : []).flatMap((raw, index) => {
    const { success, data: entry } = specialCase.safeParse(raw);
    const at = [...path, index];
    return success ? [{ entry, origin: data.keyAt(at), ...placesBelow(data, at) }] : [];
  });
}

function sectionOf(data: LocatedData, type: string): Section {
  const path = ["infra", type];
  const managedBy = valueOf(data.value, [...path, "managed_by"]);
  const projects = data.keysOf([...path, "projects"]).map((id): Declaration => {
    const entry = [...path, "projects", id];
    return {
      type,
      id,
      raw: valueOf(data.value, entry),
      origin: data.keyAt(entry),
      ...placesBelow(data, entry),
    };
  });
  return {
    type,
    managedBy: typeof managedBy === "string" ? managedBy : undefined,
    ...placesBelow(data, path),
    projects,
  };
}

function placesBelow(data: LocatedData, above: Path): Pick<Declaration, "keyAt" | "valueAt" | "keysOf"> {
  return {
    keyAt: (path) => data.keyAt([...above, ...path]),
    valueAt: (path) => data.valueAt([...above, ...path]),
    keysOf: (path) => data.keysOf([...above, ...path]),
  };
}
