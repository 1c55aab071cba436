import { readFileSync } from "node:fs";
import * as z from "zod";
import { fromRoot } from "../../../boot/root.ts";
import { catalog } from "../../../inventory/catalog/schema.ts";
import { changeReport } from "../../review/report/schema.ts";
import { type JsonSchema, jsonSchemaOf } from "../../../inventory/kinds/jsonSchema.ts";
import { type Kind, kinds, pagePath, schemaPath } from "../../../inventory/kinds/kinds.ts";
import { filesOf, hasModeline, withModeline } from "../../../inventory/kinds/modelines.ts";
import { indexPage, pageOf } from "./page.ts";

/** A file, or the first line of a file, that is generated from the schemas. */
export interface GeneratedFile {
  /** The path from the project's root. */
  readonly path: string;
  readonly text: string;
  /** What the file has now; undefined if there is none. */
  readonly before: string | undefined;
  /** False if the file may lack it: a data file works without the first line, but must not name another schema. */
  readonly required: boolean;
}

const note = "Made by `make generate` from the schemas in inventory/. Edit those.";

/** Generates all files that depend on the schemas. */
export function generatedFiles(): GeneratedFile[] {
  const schemas = new Map(kinds.map((kind) => [kind, dataSchema(kind)]));
  return [
    ...[...schemas].flatMap(([kind, schema]) => [
      required(schemaPath(kind), json(schema)),
      required(pagePath(kind), pageOf(kind, schema)),
    ]),
    required(
      "docs/reference/README.md",
      indexPage((kind) => schemas.get(kind)!),
    ),
    required(
      "schemas/change-report.schema.json",
      json(z.toJSONSchema(changeReport, { target: "draft-7" })),
    ),
    required("schemas/list.schema.json", json(z.toJSONSchema(catalog, { target: "draft-7" }))),
    ...kinds.filter(({ found }) => found === "by modeline").flatMap(modelinedFiles),
  ];
}

/** Returns the generated files that differ from those on disk. */
export function staleFiles(): GeneratedFile[] {
  return generatedFiles().filter(({ text, before }) => text !== before);
}

/** Returns the JSON Schema of a kind of file, as given to editors. */
export function dataSchema({ files, schema }: Kind): JsonSchema {
  const { $schema, ...rest } = jsonSchemaOf(schema);
  return { $schema, $comment: note, title: files, ...rest };
}

function required(path: string, text: string): GeneratedFile {
  return { path, text, before: current(path), required: true };
}

function modelinedFiles(kind: Kind): GeneratedFile[] {
  return filesOf(kind).map((path) => {
    const before = current(path) ?? "";
    return { path, text: withModeline(kind, path, before), before, required: hasModeline(before) };
  });
}

function current(path: string): string | undefined {
  try {
    return readFileSync(fromRoot(path), "utf8");
  } catch {
    return undefined;
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
