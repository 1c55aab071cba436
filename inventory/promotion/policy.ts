import { isMap } from "../declarations.ts";

/**
 * What a provenance policy demands, in one spelling: policies that kpromo takes for equal read alike (promo-tools,
 * `Policy.Equal`). The order of lists is nothing, and a policy that is off is none, which is the empty text.
 */
export function demandsOf(policy: unknown): string {
  if (!isMap(policy) || typeof policy["mode"] !== "string" || policy["mode"] === "off") return "";
  return JSON.stringify(sorted(policy));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => JSON.stringify(sorted(part))).sort();
  if (!isMap(value)) return value;
  const present = Object.entries(value).filter(([, part]) => !(Array.isArray(part) && part.length === 0));
  return present.map(([key, part]) => [key, sorted(part)]).sort();
}
