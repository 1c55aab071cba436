import { writeFileSync } from "node:fs";
import type { Part } from "../../inventory/part/part.ts";

/** What the program registers of the data, and the stack's outputs about the rest, which it keeps. */
export interface RegisteredPart {
  readonly part: Part;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Writes the file that tells the program which part of the data to register (stacks/part.ts); undefined for everything. */
export function writePart(file: string, registered: RegisteredPart | undefined): void {
  writeFileSync(file, JSON.stringify(registered ?? {}));
}
