import { valueOf, wellFormedPart } from "../yaml/values.ts";
import type { Path, LocatedData } from "../yaml/document.ts";
import type { Position } from "../yaml/position.ts";
import { buildEntry, type BuildEntry } from "./schema.ts";

/** A build as a file declares it, with the part of its entry that conforms to the schema. */
export interface BuildDeclaration {
  readonly project: string;
  readonly name: string;
  readonly entry: BuildEntry;
  /** The declared repository, or the project's only source; undefined if neither determines it. */
  readonly repository: string | undefined;
  /** Position of the name. */
  readonly origin: Position;
  readonly keyAt: (path: Path) => Position;
  readonly valueAt: (path: Path) => Position;
  readonly keysOf: (path: Path) => readonly string[];
}

/** A source as a file declares it. */
export interface SourceDeclaration {
  readonly repository: string;
  readonly origin: Position;
}

/** One builds file, whether or not all of it conforms to the schema. */
export interface ProjectDeclaration {
  readonly project: string;
  readonly sources: readonly SourceDeclaration[];
  readonly builds: readonly BuildDeclaration[];
  readonly origin: Position;
}

/** Collects what a file declares: the input of the rules, even when parts of it violate the schema. */
export function declarationsIn(project: string, data: LocatedData): ProjectDeclaration {
  const list = valueOf(data.value, ["sources"]);
  const sources = (Array.isArray(list) ? list : []).flatMap((repository: unknown, index) =>
    typeof repository === "string" ? [{ repository, origin: data.valueAt(["sources", index]) }] : [],
  );
  const only = sources.length === 1 ? sources[0]?.repository : undefined;
  const builds = data.keysOf(["builds"]).map((name): BuildDeclaration => {
    const path = ["builds", name];
    const entry = wellFormedPart(buildEntry, valueOf(data.value, path));
    return {
      project,
      name,
      entry,
      repository: entry.repository ?? only,
      origin: data.keyAt(path),
      keyAt: (inner) => data.keyAt([...path, ...inner]),
      valueAt: (inner) => data.valueAt([...path, ...inner]),
      keysOf: (inner) => data.keysOf([...path, ...inner]),
    };
  });
  return { project, sources, builds, origin: data.keyAt([]) };
}
