import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { versionSuffix } from "../gcp/provider.ts";
import type { Parameterization } from "../provider/parameterization.ts";
import { Provider } from "../provider/provider.ts";
import type { Store } from "../store/store.ts";
import type { World } from "../world.ts";
import { group } from "./group.ts";
import { groupMember } from "./groupMember.ts";
import { groupMembers } from "./groupMembers.ts";
import { groupSettings } from "./groupSettings.ts";
import type { Workspace } from "./workspace.ts";

/**
 * The stand-in for the plugin `terraform-provider`, parameterized with `hashicorp/googleworkspace`. Its version is that
 * of the plugin that the SDK asks for.
 */
export function googleworkspaceProvider(store: Store, world: World): Provider<Workspace> {
  const { name, version, parameterization } = sdkManifest().pulumi;
  return new Provider<Workspace>(
    name,
    version + versionSuffix,
    [group, groupMember, groupMembers, groupSettings],
    () => ({ store, world }),
    { ...parameterization, value: Buffer.from(parameterization.value, "base64").toString("utf8") },
  );
}

/** What every generated SDK's package.json says about the plugin that it uses. */
interface SdkManifest {
  readonly pulumi: {
    readonly name: string;
    readonly version: string;
    /** Its `value` is in base64. */
    readonly parameterization: Parameterization;
  };
}

function sdkManifest(): SdkManifest {
  const manifest = createRequire(import.meta.url).resolve("@pulumi/googleworkspace/package.json");
  return JSON.parse(readFileSync(manifest, "utf8")) as SdkManifest;
}
