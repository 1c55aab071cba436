/** The executable behind `pulumi-resource-gcp`. */
import { runPlugin } from "../provider/runPlugin.ts";
import { Store } from "../store/store.ts";
import { loadWorld } from "../world.ts";
import { googleFaults } from "./faults.ts";
import { gcpProvider } from "./provider.ts";

await runPlugin(() => gcpProvider(Store.fromEnvironment(), loadWorld()), googleFaults);
