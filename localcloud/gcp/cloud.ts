import { decoded } from "../provider/configuration.ts";
import type { Values } from "../provider/resourceType.ts";
import type { Store } from "../store/store.ts";
import type { World } from "../world.ts";

/** What every operation of the Google Cloud stand-in works on. */
export interface GoogleCloud {
  readonly store: Store;
  readonly world: World;
  /** The provider resource's `project`: the default for resources without one. */
  readonly project: string | undefined;
  /** The provider resource's `region`: the default location. */
  readonly region: string | undefined;
  /** Labels that the provider adds to every resource with labels. */
  readonly defaultLabels: Readonly<Record<string, string>>;
}

/**
 * Takes the inputs of the provider resource that matter here, and ignores all others.
 *
 * Unless `addPulumiAttributionLabel` is false, every labeled resource gets `goog-pulumi-provisioned` (gcp-provider.md,
 * "Further").
 */
export function openCloud(store: Store, world: World, configuration: Values): GoogleCloud {
  const attribution =
    decoded(configuration.addPulumiAttributionLabel) === false ? {} : { [attributionLabel]: "true" };
  return {
    store,
    world,
    project: text(configuration.project),
    region: text(configuration.region),
    defaultLabels: { ...record(decoded(configuration.defaultLabels)), ...attribution },
  };
}

const attributionLabel = "goog-pulumi-provisioned";

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function record(value: unknown): Record<string, string> {
  return typeof value === "object" && value !== null ? (value as Record<string, string>) : {};
}
