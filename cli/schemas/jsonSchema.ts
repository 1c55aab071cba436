import * as z from "zod";

/** A JSON Schema, or a part of one, as plain data. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly patternErrorMessage?: string;
}

/**
 * The JSON Schema (draft 7, which editors know) of a data file, from the schema that `bin/infra check` holds it against.
 * It never refuses what the check takes; rules about several values are not in it.
 *
 * Beside the standard's keywords it has `patternErrorMessage`, with which the language servers for YAML and JSON say what
 * is wrong with a text: https://github.com/microsoft/vscode-json-languageservice
 */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    target: "draft-7",
    // What a file may say, defaults left out, not what becomes of it.
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      refine(jsonSchema, patternsOf(zodSchema));
    },
  }) as JsonSchema;
}

/** What zod says for programs, in the words that help somebody who writes a file. */
function refine(json: Record<string, unknown>, patterns: ReadonlyMap<string, Pattern>): void {
  if (json["format"] === "date") delete json["pattern"];
  if (json["minimum"] === Number.MIN_SAFE_INTEGER) delete json["minimum"];
  if (json["maximum"] === Number.MAX_SAFE_INTEGER) delete json["maximum"];
  const names = json["propertyNames"] as JsonSchema | undefined;
  if (names !== undefined && Object.keys(names).join() === "type") delete json["propertyNames"];
  explain(json, patterns);
  mayBeEmpty(json);
  const examples = (json["examples"] as readonly unknown[] | undefined)?.map(unquoted).filter(tellsSomething);
  if (examples?.length === 0) delete json["examples"];
  else if (examples !== undefined) json["examples"] = examples;
}

/** What zod knows of a pattern, and its JSON Schema does not. */
interface Pattern {
  readonly ignoresCase: boolean;
  /** Undefined when it depends on the text. */
  readonly message: string | undefined;
}

/** The patterns of a text, by their source. */
function patternsOf(schema: z.core.$ZodTypes): Map<string, Pattern> {
  const patterns = new Map<string, Pattern>();
  for (const check of schema._zod.def.checks ?? []) {
    const { pattern, error } = check._zod.def as unknown as Check;
    if (pattern === undefined) continue;
    const message = error?.length === 0 ? error() : undefined;
    patterns.set(pattern.source, { ignoresCase: pattern.ignoreCase, message });
  }
  return patterns;
}

interface Check {
  readonly pattern?: RegExp;
  readonly error?: () => string;
}

function explain(json: Record<string, unknown>, patterns: ReadonlyMap<string, Pattern>): void {
  const parts = [json, ...((json["allOf"] as Record<string, unknown>[] | undefined) ?? [])];
  for (const part of parts) {
    const source = String(part["pattern"]);
    const { ignoresCase = false, message } = patterns.get(source) ?? {};
    // JSON Schema has no flags. All that our patterns say about letters is `a-z`.
    if (ignoresCase) part["pattern"] = source.replaceAll("a-z", "a-zA-Z");
    if (message !== undefined) part["patternErrorMessage"] ??= message;
  }
}

/** "This, or nothing after the colon" as one type, which editors show better than two alternatives. */
function mayBeEmpty(json: Record<string, unknown>): void {
  const [form, empty, ...others] = (json["anyOf"] as JsonSchema[] | undefined) ?? [];
  if (form === undefined || empty?.type !== "null" || others.length > 0) return;
  const { anyOf: forms, type } = form;
  if (forms !== undefined) Object.assign(json, { ...form, ...json, anyOf: [...forms, empty] });
  if (typeof type !== "string") return;
  delete json["anyOf"];
  Object.assign(json, { ...form, ...json, type: [type, "null"] });
}

/** Messages show an example as it is written in YAML, where some text needs quotes; here it is data. */
function unquoted(example: unknown): unknown {
  if (typeof example === "string") return example.replace(/^"(.*)"$/, "$1");
  if (Array.isArray(example)) return example.map(unquoted);
  if (typeof example !== "object" || example === null) return example;
  return Object.fromEntries(
    Object.entries(example).map(([key, value]) => [unquoted(key), unquoted(value)]),
  ) as object;
}

function tellsSomething(example: unknown): boolean {
  return typeof example !== "object" || example === null || Object.keys(example).length > 0;
}
