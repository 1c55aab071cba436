import type { Position } from "../projects/types.ts";
import type { Place } from "./types.ts";

/** The position of a place in its file. */
export function placeIn({ file }: { readonly file: string }, { line, column }: Place): Position {
  return { file, line, column };
}
