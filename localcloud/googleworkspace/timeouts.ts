import type { Field } from "../provider/resourceType.ts";
import { object, string } from "../provider/shapes.ts";

/** How long the provider waits for Google to become consistent. Nothing waits here. */
export const timeouts: Field = object("stateOnly", { create: string(), update: string() });
