/**
 * The executable behind `pulumi-resource-gcp`. The engine passes its own address, which is not needed, and reads the
 * port from the first line of stdout.
 */
import { serve } from "../provider/server.ts";
import { Store } from "../store/store.ts";
import { loadWorld } from "../world.ts";
import { gcpProvider } from "./provider.ts";

/** A killed engine leaves its plugins behind: they notice that somebody else has become their parent. */
const engine = process.ppid;
const engineCheckMs = 2_000;
setInterval(() => {
  if (process.ppid !== engine) process.exit(1);
}, engineCheckMs).unref();

try {
  console.log(String(await serve(gcpProvider(Store.fromEnvironment(), loadWorld()))));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
