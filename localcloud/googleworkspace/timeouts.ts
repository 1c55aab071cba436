import type { Field } from "../provider/resourceType.ts";

/** How long the provider waits for Google to become consistent. Nothing waits here. */
export const timeouts: Field = {
  shape: { object: { create: { shape: "string" }, update: { shape: "string" } } },
  stateOnly: true,
};
