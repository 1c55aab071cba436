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
 * Converts the schema that `bin/infra check` validates a data file with to JSON Schema (draft 7, which editors
 * support). The result never rejects what the check accepts; rules about several values are not in it.
 *
 * Besides the standard keywords it has `patternErrorMessage`, with which the language servers for YAML and JSON explain
 * a mismatch: https://github.com/microsoft/vscode-json-languageservice
 */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    target: "draft-7",
    // Describe what a file may contain, with defaults omitted, rather than the parsed result.
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      refine(jsonSchema, patternsOf(zodSchema));
    },
  }) as JsonSchema;
}

/** Adapts zod's output to help people who write a file. */
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

/** What zod knows about a pattern but omits from its JSON Schema. */
interface Pattern {
  readonly ignoresCase: boolean;
  /** Undefined if it depends on the input. */
  readonly message: string | undefined;
}

/** Returns the patterns of a string schema, by regular expression source. */
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
    // JSON Schema has no flags. The only letters in our patterns are `a-z`.
    if (ignoresCase) part["pattern"] = source.replaceAll("a-z", "a-zA-Z");
    if (message !== undefined) part["patternErrorMessage"] ??= message;
  }
}

/** Turns "a value or null" into one type, which editors show better than two alternatives. */
function mayBeEmpty(json: Record<string, unknown>): void {
  const [form, empty, ...others] = (json["anyOf"] as JsonSchema[] | undefined) ?? [];
  if (form === undefined || empty?.type !== "null" || others.length > 0) return;
  const { anyOf: forms, type } = form;
  if (forms !== undefined) Object.assign(json, { ...form, ...json, anyOf: [...forms, empty] });
  if (typeof type !== "string") return;
  delete json["anyOf"];
  Object.assign(json, { ...form, ...json, type: [type, "null"] });
}

/** Removes the quotes that some strings need in YAML, as examples are written: here they are data. */
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
