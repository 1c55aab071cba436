/** The executable behind `pulumi-resource-aws`. */
import { runPlugin } from "../provider/runPlugin.ts";
import { Store } from "../store/store.ts";
import { loadWorld } from "../world.ts";
import { awsFaults } from "./faults.ts";
import { awsProvider } from "./provider.ts";

await runPlugin(() => awsProvider(Store.fromEnvironment(), loadWorld()), awsFaults);
