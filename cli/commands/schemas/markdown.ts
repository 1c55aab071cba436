import { stringify } from "yaml";

/** Formats a code span for a table. */
export function span(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}

/** Formats schema text for a table: text between backquotes is code, and nothing else is markup. */
export function cell(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[<*_[\]]/g, "\\$&")))
    .join("")
    .replaceAll("|", "\\|");
}

/** Formats a value as YAML on one line. */
export function yaml(value: unknown): string {
  return stringify(value, { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 }).trim();
}
