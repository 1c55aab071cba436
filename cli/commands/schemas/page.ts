import { posix } from "node:path";
import type { JsonSchema } from "../../../inventory/kinds/jsonSchema.ts";
import { type Kind, kinds, pagePath, schemaPath } from "../../../inventory/kinds/kinds.ts";
import { cell } from "./markdown.ts";
import { type Section, sectionsOf } from "./tables.ts";

/** The folder of the pages, from the project's root. */
const folder = "docs/reference";

const generated = "<!-- Made by `make generate` from the schemas in inventory/. Edit those. -->";

const intro = `Every key of every file, with its type, default, meaning and limits. An editor with a YAML language server says the same
while you type ([an ADR](../adr/json-schemas.md)). What concerns several values is not in these tables; \`bin/infra check\`
reports it.`;

/** Renders the reference page of a kind of file, in Markdown. */
export function pageOf(kind: Kind, schema: JsonSchema): string {
  return [
    `# \`${kind.files}\``,
    generated,
    cell(schema.description ?? ""),
    `[All files](README.md), [JSON Schema](${posix.relative(folder, schemaPath(kind))})`,
    ...sectionsOf(schema).flatMap((section, index) => sectionText(section, index === 0)),
  ]
    .join("\n\n")
    .concat("\n");
}

/** Renders the index page. */
export function indexPage(schemaOf: (kind: Kind) => JsonSchema): string {
  const rows = kinds.map((kind) => {
    const page = posix.basename(pagePath(kind));
    return `| [\`${kind.files}\`](${page}) | ${cell(schemaOf(kind).description ?? "")} |`;
  });
  return [
    "# Reference of the data files",
    generated,
    intro,
    ["| file | what it says |", "| --- | --- |", ...rows].join("\n"),
  ]
    .join("\n\n")
    .concat("\n");
}

function sectionText({ title, description, rows }: Section, isFirst: boolean): string[] {
  const table = [
    "| key | type | default | meaning | limits |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map((row) => `| ${row.join(" | ")} |`),
  ];
  return [`## ${title}`, ...(isFirst || description === "" ? [] : [cell(description)]), table.join("\n")];
}
