import type { Position } from "../yaml/position.ts";
import type { Place } from "./types.ts";

/** The position of a place in its file. */
export function placeIn({ file }: { readonly file: string }, { line, column }: Place): Position {
  return { file, line, column };
}
