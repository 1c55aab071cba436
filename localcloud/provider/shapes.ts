/**
 * Builders of the fields of resource types: a property's shape by name, then what else is true of it, as in
 * `string("required", { oneOf: ["DELETE", "KEEP"] })`. `strings` is a list, `stringSet` a set, `objects` a list of objects.
 */
import type { Field, Fields, Shape } from "./resourceType.ts";

/** What a field is besides its shape: flags by name, all else as an object. */
type Trait = "required" | "replaces" | "computed" | "stateOnly" | Omit<Field, "shape">;

function field(shape: Shape, traits: readonly Trait[]): Field {
  const named = traits.map((trait) => (typeof trait === "string" ? { [trait]: true } : trait));
  return Object.assign({ shape }, ...named) as Field;
}

const scalar =
  (shape: Shape) =>
  (...traits: readonly Trait[]): Field =>
    field(shape, traits);

export const string = scalar("string");
export const boolean = scalar("boolean");
export const number = scalar("number");
export const map = scalar({ map: "string" });
export const strings = scalar({ list: "string" });
export const stringSet = scalar({ set: "string" });
export const numberSet = scalar({ set: "number" });

/** A builder of fields that have fields of their own, which come last. */
const nested =
  (shapeOf: (fields: Fields) => Shape) =>
  (...parts: readonly [...Trait[], Fields]): Field =>
    field(shapeOf(parts.at(-1) as Fields), parts.slice(0, -1));

export const object = nested((fields) => ({ object: fields }));
export const objects = nested((fields) => ({ list: { object: fields } }));
export const objectSet = nested((fields) => ({ set: { object: fields } }));
