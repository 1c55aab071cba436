import { buildCrane } from "./crane.ts";

/** Builds crane once, before the first test that needs it. */
export async function setup(): Promise<void> {
  await buildCrane();
}
