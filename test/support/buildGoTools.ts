import { buildCrane } from "./crane.ts";
import { buildGoYaml } from "./goYaml.ts";

/** Builds crane and the reader of YAML in Go once, before the first test that needs them. */
export async function setup(): Promise<void> {
  await buildCrane();
  await buildGoYaml();
}
