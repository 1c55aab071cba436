import { stringify } from "yaml";

/** A code span in a table. */
export function span(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}

/** Text of a schema in a table: what stands between backquotes is code, and nothing else is markup. */
export function cell(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[<*_[\]]/g, "\\$&")))
    .join("")
    .replaceAll("|", "\\|");
}

/** A value as it is written in a file, on one line. */
export function yaml(value: unknown): string {
  return stringify(value, { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 }).trim();
}
