import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { type Kind, schemaPath } from "../../inventory/kinds/kinds.ts";
import { fromRoot } from "../../boot/root.ts";

/** A validator for the committed JSON Schema of a kind of file, as strict as editors are. */
export function validatorOf(kind: Kind): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, strictTypes: false, formats: { date: /^\d{4}-\d{2}-\d{2}$/ } });
  ajv.addVocabulary(["patternErrorMessage"]);
  return ajv.compile(JSON.parse(readFileSync(fromRoot(schemaPath(kind)), "utf8")) as object);
}

/** The paths to every value of some data, outermost first. */
export function placesIn(data: unknown, above: readonly string[] = []): (readonly string[])[] {
  if (typeof data !== "object" || data === null) return [above];
  return [above, ...Object.entries(data).flatMap(([key, inner]) => placesIn(inner, [...above, key]))];
}

/** A copy of the data with the value at a path replaced. */
export function replaced(data: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const copy = (Array.isArray(data) ? [...(data as unknown[])] : { ...(data as object) }) as Record<
    string,
    unknown
  >;
  copy[key] = replaced(copy[key], rest, value);
  return copy;
}
