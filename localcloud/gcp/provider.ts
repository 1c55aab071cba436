import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Provider } from "../provider/provider.ts";
import type { Store } from "../store/store.ts";
import type { World } from "../world.ts";
import { openCloud, type GoogleCloud } from "./cloud.ts";
import { resourceTypes } from "./resourceTypes.ts";

/** The suffix of every localcloud plugin's version, by which a run can tell it from the real plugin. */
export const versionSuffix = "+localcloud";

/** The stand-in for the gcp plugin. Its version is that of the SDK it serves. */
export function gcpProvider(store: Store, world: World): Provider<GoogleCloud> {
  return new Provider("gcp", sdkVersion() + versionSuffix, resourceTypes, (configuration) =>
    openCloud(store, world, configuration),
  );
}

function sdkVersion(): string {
  const manifest = createRequire(import.meta.url).resolve("@pulumi/gcp/package.json");
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
