/** The executable behind `pulumi-resource-gcp`. */
import { runPlugin } from "../provider/runPlugin.ts";
import { Store } from "../store/store.ts";
import { loadWorld } from "../world.ts";
import { googleBadDays } from "./badDays.ts";
import { gcpProvider } from "./provider.ts";

await runPlugin(() => gcpProvider(Store.fromEnvironment(), loadWorld()), googleBadDays);
