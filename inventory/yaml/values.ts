import type * as z from "zod";
import type { Path } from "./document.ts";

/** The value at `path` in plain data; undefined if there is none. */
export function valueOf(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (part, step) =>
      typeof part === "object" && part !== null && Object.hasOwn(part, step)
        ? (part as Record<string, unknown>)[step]
        : undefined,
    root,
  );
}

/** Whether a value is a map. A list is not. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The part of an entry that conforms to its schema, without the keys that violate it, so that one mistake does not hide
 * another. Every key of the schema must be optional or have a default.
 */
export function wellFormedPart<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const whole = schema.safeParse(raw);
  if (whole.success) return whole.data;
  if (!isMap(raw)) return schema.parse({});
  const wrong = whole.error.issues.flatMap(({ path, ...issue }) =>
    path.length === 0 && "keys" in issue ? issue.keys : path.slice(0, 1),
  );
  return schema.parse(Object.fromEntries(Object.entries(raw).filter(([key]) => !wrong.includes(key))));
}

/** Freezes a record recursively and returns it. */
export function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === "object" && inner !== null) deepFreeze(inner as object);
  }
  return Object.freeze(value);
}
