import { randomInt } from "node:crypto";
import type { NamedType } from "./namedType.ts";

/** The API of uptime checks, alerts and notification channels. */
export const MONITORING = "monitoring.googleapis.com";

/** What all of these types share: their API, and a name that it generates. */
export const monitoringType = {
  service: MONITORING,
  computed: ["name"],
  outputs: (_stored, path) => ({ name: path }),
} satisfies Partial<NamedType>;

/** Generates an id in the API's format: 18 digits. */
export function newDigits(): string {
  return Array.from({ length: 18 }, (_, index) => randomInt(index === 0 ? 1 : 0, 10)).join("");
}
