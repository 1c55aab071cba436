/** A position in a data file, for messages and `explain`. Lines and columns count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The start of a file: the position of what concerns the file as a whole. */
export function startOf(file: string): Position {
  return { file, line: 1, column: 1 };
}
