import { writeFileSync } from "node:fs";
import type { RegisteredPart } from "../../inventory/part/part.ts";

/** Writes the file that tells the program which part of the data to register (stacks/part.ts); undefined for everything. */
export function writePart(file: string, registered: RegisteredPart | undefined): void {
  writeFileSync(file, JSON.stringify(registered ?? {}));
}
