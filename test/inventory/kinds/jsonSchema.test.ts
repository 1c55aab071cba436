import { expect, test } from "vitest";
import * as z from "zod";
import { jsonSchemaOf } from "../../../inventory/kinds/jsonSchema.ts";

function inner(schema: z.ZodType): unknown {
  return jsonSchemaOf(z.strictObject({ key: schema })).properties?.["key"];
}

test("a pattern keeps its error message and its ignore-case flag", () => {
  expect(inner(z.string().regex(/^[a-z]+$/i, "must be letters"))).toEqual({
    type: "string",
    pattern: "^[a-zA-Z]+$",
    patternErrorMessage: "must be letters",
  });
});

test("each of several patterns keeps its own error message", () => {
  expect(inner(z.string().regex(/a/, "must have an a").regex(/b/, "must have a b"))).toEqual({
    type: "string",
    allOf: [
      { type: "string", pattern: "a", patternErrorMessage: "must have an a" },
      { type: "string", pattern: "b", patternErrorMessage: "must have a b" },
    ],
  });
});

test("a message that depends on the input is replaced by the one in the field's metadata", () => {
  const schema = z
    .string()
    .regex(/a/, { error: ({ input }) => `not ${String(input)}` })
    .meta({ patternErrorMessage: "must have an a" });
  expect(inner(schema)).toEqual({ type: "string", pattern: "a", patternErrorMessage: "must have an a" });
});

test("a nullable map becomes one schema with two types, not two alternatives", () => {
  const map = z.strictObject({ a: z.boolean().optional() }).meta({ description: "A map." });
  expect(inner(map.nullable())).toEqual({
    description: "A map.",
    type: ["object", "null"],
    properties: { a: { type: "boolean" } },
    additionalProperties: false,
  });
});

test("implied integer bounds, date patterns and plain property names are omitted", () => {
  expect(inner(z.int().min(1))).toEqual({ type: "integer", minimum: 1 });
  expect(inner(z.iso.date())).toEqual({ type: "string", format: "date" });
  expect(inner(z.record(z.string(), z.boolean()))).toEqual({
    type: "object",
    additionalProperties: { type: "boolean" },
  });
});

test("an example is converted from YAML text to data, and an empty one is omitted", () => {
  expect(inner(z.string().meta({ examples: ['"true"'] }))).toEqual({ type: "string", examples: ["true"] });
  expect(inner(z.array(z.string()).meta({ examples: [[]] }))).toEqual({
    type: "array",
    items: { type: "string" },
  });
});

test("a key with a default is not required", () => {
  expect(jsonSchemaOf(z.strictObject({ a: z.boolean().default(true), b: z.boolean() })).required).toEqual([
    "b",
  ]);
});
