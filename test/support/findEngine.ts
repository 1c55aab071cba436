import { findPulumi } from "../../engine/pulumi/find.ts";

/** Finds or builds the engine once, before the first test that needs it. */
export async function setup(): Promise<void> {
  const { path, version } = await findPulumi((line) => process.stdout.write(`${line}\n`));
  process.stdout.write(`engine tests run on pulumi ${version} (${path})\n`);
}
