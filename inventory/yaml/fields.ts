import * as z from "zod";
import type { Path } from "./document.ts";

/** The schema of the value at `path`; undefined if the format has no such field. */
export function fieldAt(root: z.ZodType, path: Path): z.ZodType | undefined {
  let field: z.ZodType | undefined = root;
  for (const step of path) {
    const inner: z.ZodType | undefined = field && withoutWrappers(field);
    if (inner instanceof z.ZodObject) field = (inner.shape as Record<string, z.ZodType>)[step];
    else if (inner instanceof z.ZodRecord) field = inner.valueType as z.ZodType;
    else if (inner instanceof z.ZodArray) field = inner.element as z.ZodType;
    else return undefined;
  }
  return field;
}

/** The keys that a map of this schema may have; empty if any key is allowed. */
export function keysOfField(field: z.ZodType | undefined): readonly string[] {
  const inner = field && withoutWrappers(field);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

/** The first example in a field's metadata, as YAML on one line; undefined if there is none. */
export function exampleOf(field: z.ZodType | undefined): string | undefined {
  for (let schema = field; schema !== undefined; schema = wrapped(schema)) {
    const [example] = (schema.meta()?.examples as readonly unknown[] | undefined) ?? [];
    if (example !== undefined) return inline(example);
  }
  return undefined;
}

/** The schema without optional, nullable and default wrappers; of a union, the object. */
function withoutWrappers(field: z.ZodType): z.ZodType {
  const inner = wrapped(field);
  return inner === undefined ? field : withoutWrappers(inner);
}

function wrapped(field: z.ZodType): z.ZodType | undefined {
  if (
    field instanceof z.ZodOptional ||
    field instanceof z.ZodNullable ||
    field instanceof z.ZodDefault ||
    field instanceof z.ZodPrefault
  ) {
    return field.unwrap() as z.ZodType;
  }
  if (field instanceof z.ZodUnion) {
    return (field.options as readonly z.ZodType[]).find((option) => option instanceof z.ZodObject);
  }
  return undefined;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${inline(inner)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
