/** The executable behind `pulumi-resource-terraform-provider`. */
import { googleFaults } from "../gcp/faults.ts";
import { runPlugin } from "../provider/runPlugin.ts";
import { Store } from "../store/store.ts";
import { loadWorld } from "../world.ts";
import { googleworkspaceProvider } from "./provider.ts";

await runPlugin(() => googleworkspaceProvider(Store.fromEnvironment(), loadWorld()), googleFaults);
