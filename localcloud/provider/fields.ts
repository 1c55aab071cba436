import type { CheckFailure, Field, Fields, Shape, Values } from "./resourceType.ts";
import { isUnknown } from "./unknown.ts";

/**
 * Returns a failure for every property that is missing, not modeled or malformed, at any depth. Unknown values pass.
 */
export function checkFields(fields: Fields, values: Values, token: string, path = ""): CheckFailure[] {
  const unmodelled = Object.keys(values)
    .filter((name) => fields[name] === undefined && !name.startsWith("__"))
    .map((name) => ({
      property: path + name,
      reason: `localcloud does not model the property "${path}${name}" of ${token}`,
    }));
  const wrong = Object.entries(fields).flatMap(([name, field]) =>
    checkField(field, values[name], token, path + name),
  );
  return [...unmodelled, ...wrong];
}

/** The inputs with defaults filled in and null values left out. */
export function withDefaults(fields: Fields, values: Values): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined) result[name] = value;
  }
  for (const [name, field] of Object.entries(fields)) {
    if (field.default !== undefined && result[name] === undefined) result[name] = field.default;
  }
  return result;
}

function checkField(field: Field, value: unknown, token: string, property: string): CheckFailure[] {
  if (value === undefined || value === null) {
    if (field.required !== true) return [];
    // The wording of pulumi-terraform-bridge.
    const reason = `Missing required argument. The argument "${property}" is required, but no definition was found.`;
    return [{ property, reason }];
  }
  const failures = checkShape(field.shape, value, token, property);
  if (
    field.oneOf !== undefined &&
    typeof value === "string" &&
    !isUnknown(value) &&
    !field.oneOf.includes(value)
  ) {
    const words = field.oneOf.map((word) => `"${word}"`).join(" ");
    failures.push({ property, reason: `expected ${property} to be one of [${words}], got ${value}` });
  }
  return failures;
}

function checkShape(shape: Shape, value: unknown, token: string, property: string): CheckFailure[] {
  if (isUnknown(value)) return [];
  const expected = (what: string): CheckFailure[] => [
    { property, reason: `expected ${property} to be ${what}, got ${JSON.stringify(value)}` },
  ];
  if (typeof shape === "string") return typeof value === shape ? [] : expected(`a ${shape}`);
  if ("map" in shape) {
    if (!isRecord(value)) return expected("a map");
    return Object.entries(value).flatMap(([key, item]) =>
      checkShape("string", item, token, `${property}.${key}`),
    );
  }
  if ("object" in shape) {
    if (!isRecord(value)) return expected("an object");
    return checkFields(shape.object, value, token, `${property}.`);
  }
  const element = "list" in shape ? shape.list : shape.set;
  if (!Array.isArray(value)) return expected("a list");
  return value.flatMap((item, index) => checkShape(element, item, token, `${property}[${index}]`));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
