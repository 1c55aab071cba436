import { valueOf } from "./values.ts";
import type { Path, PlacedData } from "./document.ts";
import type { Position } from "./position.ts";

/** A string in the data, with its position. */
export interface PlacedText {
  readonly text: string;
  readonly position: Position;
}

/** The string at `path`; undefined if there is none. */
export function textAt(data: PlacedData, path: Path): PlacedText | undefined {
  const text = valueOf(data.value, path);
  return typeof text === "string" ? { text, position: data.valueAt(path) } : undefined;
}

/** The strings in the list at `path`; empty if there is no list. */
export function textsAt(data: PlacedData, path: Path): PlacedText[] {
  const list = valueOf(data.value, path);
  return Array.isArray(list) ? list.flatMap((_, index) => textAt(data, [...path, index]) ?? []) : [];
}

/** The keys of the map at `path`, in file order. */
export function keysAt(data: PlacedData, path: Path): PlacedText[] {
  return data.keysOf(path).map((text) => ({ text, position: data.keyAt([...path, text]) }));
}
