import { valueOf } from "./values.ts";
import type { Path, LocatedData } from "./document.ts";
import type { Position } from "./position.ts";

/** A string in the data, with its position. */
export interface LocatedText {
  readonly text: string;
  readonly position: Position;
}

/** The string at `path`; undefined if there is none. */
export function textAt(data: LocatedData, path: Path): LocatedText | undefined {
  const text = valueOf(data.value, path);
  return typeof text === "string" ? { text, position: data.valueAt(path) } : undefined;
}

/** The strings in the list at `path`; empty if there is no list. */
export function textsAt(data: LocatedData, path: Path): LocatedText[] {
  const list = valueOf(data.value, path);
  return Array.isArray(list) ? list.flatMap((_, index) => textAt(data, [...path, index]) ?? []) : [];
}

/** The keys of the map at `path`, in file order. */
export function keysAt(data: LocatedData, path: Path): LocatedText[] {
  return data.keysOf(path).map((text) => ({ text, position: data.keyAt([...path, text]) }));
}
