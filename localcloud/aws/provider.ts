import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { versionSuffix } from "../gcp/provider.ts";
import { Provider } from "../provider/provider.ts";
import type { Store } from "../store/store.ts";
import type { World } from "../world.ts";
import { openCloud, type AwsCloud } from "./cloud.ts";
import { resourceTypes } from "./resourceTypes.ts";

/** The stand-in for the aws plugin. Its version is that of the SDK it serves. */
export function awsProvider(store: Store, world: World): Provider<AwsCloud> {
  return new Provider("aws", sdkVersion() + versionSuffix, resourceTypes, (configuration) =>
    openCloud(store, world, configuration),
  );
}

function sdkVersion(): string {
  const manifest = createRequire(import.meta.url).resolve("@pulumi/aws/package.json");
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
