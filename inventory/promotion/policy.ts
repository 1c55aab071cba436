import { isMap } from "../yaml/values.ts";

/**
 * The canonical form of a provenance policy: the same for policies that kpromo considers equal (promo-tools,
 * `Policy.Equal`). The order of lists does not matter. A missing policy, or one that is off, gives the empty string.
 */
export function provenanceKey(policy: unknown): string {
  if (!isMap(policy) || typeof policy["mode"] !== "string" || policy["mode"] === "off") return "";
  return JSON.stringify(sorted(policy));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => JSON.stringify(sorted(part))).sort();
  if (!isMap(value)) return value;
  const present = Object.entries(value).filter(([, part]) => !(Array.isArray(part) && part.length === 0));
  return present.map(([key, part]) => [key, sorted(part)]).sort();
}
