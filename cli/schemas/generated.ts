import { readFileSync } from "node:fs";
import * as z from "zod";
import { fromRoot } from "../../inventory/root.ts";
import { changeReport } from "../report/schema.ts";
import { type JsonSchema, jsonSchemaOf } from "./jsonSchema.ts";
import { type Kind, kinds, pagePath, schemaPath } from "./kinds.ts";
import { filesOf, hasModeline, withModeline } from "./modelines.ts";
import { indexPage, pageOf } from "./page.ts";

/** A file that follows from the schemas, or whose first line does. */
export interface GeneratedFile {
  /** From the project's root. */
  readonly path: string;
  readonly text: string;
  /** False where the file is of use without it: a data file may lack its first line, but must not name another schema. */
  readonly required: boolean;
}

const note = "Made by `make generate` from the schemas in inventory/. Edit those.";

/** Every file that the schemas say something about, as it should be. */
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
    ...kinds.filter(({ found }) => found === "by modeline").flatMap(modelinedFiles),
  ];
}

/** Those of them that are not as they should be. */
export function staleFiles(): GeneratedFile[] {
  return generatedFiles().filter(({ path, text }) => current(path) !== text);
}

/** The JSON Schema of a kind of file as editors get it. */
export function dataSchema({ files, schema }: Kind): JsonSchema {
  const { $schema, ...rest } = jsonSchemaOf(schema);
  return { $schema, $comment: note, title: files, ...rest };
}

function required(path: string, text: string): GeneratedFile {
  return { path, text, required: true };
}

function modelinedFiles(kind: Kind): GeneratedFile[] {
  return filesOf(kind).map((path) => {
    const text = current(path) ?? "";
    return { path, text: withModeline(kind, path, text), required: hasModeline(text) };
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
