import { valueOf } from "../declarations.ts";
import type { Path, PlacedData } from "../document.ts";
import type { Position } from "../types.ts";

/** A text of the data with its place. */
export interface PlacedText {
  readonly text: string;
  readonly position: Position;
}

/** The text at `path`; undefined when there is none. */
export function textAt(data: PlacedData, path: Path): PlacedText | undefined {
  const text = valueOf(data.value, path);
  return typeof text === "string" ? { text, position: data.valueAt(path) } : undefined;
}

/** The texts in the list at `path`; none when it is no list. */
export function textsAt(data: PlacedData, path: Path): PlacedText[] {
  const list = valueOf(data.value, path);
  return Array.isArray(list) ? list.flatMap((_, index) => textAt(data, [...path, index]) ?? []) : [];
}

/** The keys of the map at `path`, in the file's order. */
export function keysAt(data: PlacedData, path: Path): PlacedText[] {
  return data.keysOf(path).map((text) => ({ text, position: data.keyAt([...path, text]) }));
}
