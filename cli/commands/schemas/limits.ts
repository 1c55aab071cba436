import type { JsonSchema } from "../../../inventory/kinds/jsonSchema.ts";
import { yaml } from "./markdown.ts";

/** Describes the constraints on a value, including those on list items and on the keys and values of maps. */
export function limitsOf(place: JsonSchema): string {
  const { items, propertyNames, additionalProperties: values } = place;
  const ofValues = typeof values === "object" && values.type === "string" ? limitsOf(values) : "";
  return [
    ...ownLimits(place),
    ...labelled("each", items?.properties === undefined && items ? limitsOf(items) : ""),
    ...labelled("keys", propertyNames ? limitsOf(propertyNames) : ""),
    ...labelled("values", ofValues),
  ].join("; ");
}

function labelled(label: string, limits: string): string[] {
  return limits === "" ? [] : [`${label}: ${limits}`];
}

function ownLimits(place: JsonSchema): string[] {
  const values = place["enum"] as readonly unknown[] | undefined;
  // A list of values makes a range redundant.
  if (values !== undefined) return [values.map((value) => `\`${yaml(value)}\``).join(", ")];
  const forms = [place, ...(place.allOf ?? [])].flatMap(({ patternErrorMessage }) => patternErrorMessage ?? []);
  return [
    ...(forms.length === 0 ? [] : [forms.join(", and ")]),
    ...range(place, "imum", ""),
    // A pattern usually excludes the empty string.
    ...(forms.length > 0 && place["minLength"] === 1 ? [] : range(place, "Length", " characters")),
    ...range(place, "Items", " entries"),
    ...range(place, "Properties", " entries"),
  ].map((limit) => limit.replace(/^must be /, ""));
}

/** Describes the bounds set by the keywords `min…` and `max…`. */
function range(place: JsonSchema, keyword: string, unit: string): string[] {
  const [least, most] = [place[`min${keyword}`], place[`max${keyword}`]].map((bound) =>
    typeof bound === "number" ? bound : undefined,
  );
  if (least === 1 && most === undefined && unit !== "") return ["not empty"];
  if (least !== undefined && most !== undefined) return [`${least} to ${most}${unit}`];
  if (least !== undefined) return [`at least ${least}${unit}`];
  return most === undefined ? [] : [`at most ${most}${unit}`];
}
