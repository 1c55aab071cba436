import { isRecord } from "./fields.ts";
import type { Field, Fields, Shape, Values } from "./resourceType.ts";
import { containsUnknown } from "./unknown.ts";

/** What would change, by name of top-level property. */
export interface Difference {
  readonly changed: readonly string[];
  /** Those of `changed` that require a replacement. */
  readonly replaced: readonly string[];
}

/**
 * Compares the inputs that the program gives with the outputs in the state.
 *
 * @param outputs The outputs in the state, refreshed or not.
 * @param inputs The checked inputs; unknown values count as a change.
 * @param planned Outputs derived from the inputs that are compared too, such as `pulumiLabels`.
 */
export function difference(fields: Fields, outputs: Values, inputs: Values, planned: Values): Difference {
  const changed = Object.entries(fields)
    .filter(([name, field]) => isChange(field, outputs[name], inputs[name]))
    .map(([name]) => name);
  const plannedChanges = Object.keys(planned).filter(
    (name) => !sameValue(undefined, outputs[name], planned[name]),
  );
  return {
    changed: [...changed, ...plannedChanges],
    replaced: changed.filter((name) => fields[name]?.replaces === true),
  };
}

/** Compares by meaning: absent, false, and empty strings, lists and maps are equal, as in Terraform's SDK. */
function sameValue(shape: Shape | undefined, old: unknown, wanted: unknown): boolean {
  if (isEmpty(old) || isEmpty(wanted)) return isEmpty(old) && isEmpty(wanted);
  if (Array.isArray(old) && Array.isArray(wanted)) {
    if (typeof shape === "object" && "set" in shape) return sameSet(shape.set, old, wanted);
    const element = typeof shape === "object" && "list" in shape ? shape.list : undefined;
    return (
      old.length === wanted.length && old.every((item, index) => sameValue(element, item, wanted[index]))
    );
  }
  if (isRecord(old) && isRecord(wanted)) {
    const fields = typeof shape === "object" && "object" in shape ? shape.object : {};
    return [...new Set([...Object.keys(old), ...Object.keys(wanted)])].every((name) => {
      const field = fields[name];
      return field === undefined
        ? sameValue(undefined, old[name], wanted[name])
        : !isChange(field, old[name], wanted[name]);
    });
  }
  return old === wanted;
}

function isChange(field: Field, old: unknown, given: unknown): boolean {
  const wanted = given ?? field.implied;
  if (containsUnknown(wanted)) return true;
  if (field.computed === true && wanted === undefined) return false;
  if (field.same !== undefined && !isEmpty(old) && !isEmpty(wanted)) return !field.same(old, wanted);
  return !sameValue(field.shape, old, wanted);
}

function sameSet(element: Shape, old: readonly unknown[], wanted: readonly unknown[]): boolean {
  return (
    old.every((item) => wanted.some((other) => sameValue(element, item, other))) &&
    wanted.every((item) => old.some((other) => sameValue(element, other, item)))
  );
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.values(value).every(isEmpty);
}
