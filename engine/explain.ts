import { nameOf, type Tally } from "./tally.ts";

/** Says why an operation failed and what to do, in place of the engine's own report. */
export function explainFailure(operation: "preview" | "up", tally: Tally, output: string): string {
  const lines = tally.failures.map(({ urn, message }) => (urn === "" ? message : `${nameOf(urn)}: ${message}`));
  if (lines.length === 0) lines.push(output.trim());
  return [`${operation} failed:`, ...lines].join("\n");
}
