import { isMap, valueOf } from "../declarations.ts";
import type { Path, PlacedData } from "../document.ts";
import type { Position } from "../types.ts";
import { buildEntry, type BuildEntry } from "./schema.ts";

/** A build as a file declares it, with the part of its entry that is of the format. */
export interface BuildDeclaration {
  readonly project: string;
  readonly name: string;
  readonly entry: BuildEntry;
  /** What it is built from: as stated, or the only source there is; undefined when neither says. */
  readonly repository: string | undefined;
  /** Where the name stands. */
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

/** One file of builds, whether or not all of it is of the format. */
export interface ProjectDeclaration {
  readonly project: string;
  readonly sources: readonly SourceDeclaration[];
  readonly builds: readonly BuildDeclaration[];
  readonly origin: Position;
}

/** Collects what a file declares: what rules judge, also when a part of it is not of the format. */
export function declarationsIn(project: string, data: PlacedData): ProjectDeclaration {
  const list = valueOf(data.value, ["sources"]);
  const sources = (Array.isArray(list) ? list : []).flatMap((repository: unknown, index) =>
    typeof repository === "string" ? [{ repository, origin: data.valueAt(["sources", index]) }] : [],
  );
  const only = sources.length === 1 ? sources[0]?.repository : undefined;
  const builds = data.keysOf(["builds"]).map((name): BuildDeclaration => {
    const path = ["builds", name];
    const entry = wellFormedPart(valueOf(data.value, path));
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

/** The entry without the keys that are not of the format, so that one mistake does not hide the next. */
function wellFormedPart(raw: unknown): BuildEntry {
  const whole = buildEntry.safeParse(raw);
  if (whole.success) return whole.data;
  if (!isMap(raw)) return buildEntry.parse({});
  const wrong = whole.error.issues.flatMap(({ path, ...issue }) =>
    path.length === 0 && "keys" in issue ? issue.keys : path.slice(0, 1),
  );
  return buildEntry.parse(Object.fromEntries(Object.entries(raw).filter(([key]) => !wrong.includes(key))));
}
