import type { CheckFailure, Values } from "./resourceType.ts";
import { isUnknown } from "./unknown.ts";

/** The form of a value. `list` compares in order, `set` without order and without duplicates. */
export type Shape =
  | "string"
  | "boolean"
  | "number"
  | { readonly list: Shape }
  | { readonly set: Shape }
  | { readonly map: "string" }
  | { readonly object: Fields };

/** One input property, under the SDK's name. */
export interface Field {
  readonly shape: Shape;
  readonly required?: true;
  /** A change makes a new resource (ForceNew in the Terraform provider below the real plugin). */
  readonly replaces?: true;
  /** When the program does not say, the cloud chooses; leaving the property out is then no change. */
  readonly computed?: true;
  /** Filled in by Check, as the real plugin does, and given to a resource that is imported. */
  readonly default?: string | boolean;
  /**
   * What an absent value means to the plugin: compared and sent, but not filled in by Check. So it is with packages that
   * are bridged at run time (pulumi-terraform-bridge dynamic/testdata/TestPrimitiveTypes/check.golden).
   */
  readonly implied?: string | boolean;
  /** Known to Pulumi's state alone, not to the cloud: what happens at delete, for example. */
  readonly stateOnly?: true;
  /** The words that the real plugin accepts at Check. */
  readonly oneOf?: readonly string[];
  /** When two values mean the same although they differ. */
  readonly same?: (a: unknown, b: unknown) => boolean;
}

export type Fields = Readonly<Record<string, Field>>;

/** Every property that is missing, unknown to localcloud or of a wrong form, at any depth; unknown values pass. */
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

/** The inputs with defaults filled in and absent values (null) left out. */
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

/** True for a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
