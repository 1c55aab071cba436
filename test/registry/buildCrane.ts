import { buildCrane } from "../support/crane.ts";

/** Builds crane once, before the first test that needs it. */
export async function setup(): Promise<void> {
  await buildCrane();
}
