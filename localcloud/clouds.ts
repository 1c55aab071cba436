import { awsProvider } from "./aws/provider.ts";
import { ApiError } from "./gcp/apiError.ts";
import { gcpProvider } from "./gcp/provider.ts";
import { googleworkspaceProvider } from "./googleworkspace/provider.ts";
import type { Values } from "./provider/resourceType.ts";
import { Store } from "./store/store.ts";
import { loadWorld } from "./world.ts";

/** A resource's import id, or the properties to find it by when the cloud generates the id. */
export type ImportId = string | { readonly within: string; readonly where: Values };

/** Reads the local clouds in a store without an engine, through the same code as the plugins. */
export class LocalClouds {
  /** Keyed by package, the first part of a type token. */
  private readonly providers: Readonly<Record<string, Reader>>;

  constructor(root: string) {
    const store = new Store(root);
    const world = loadWorld();
    this.providers = {
      gcp: gcpProvider(store, world).openDirectly(),
      googleworkspace: googleworkspaceProvider(store, world).openDirectly(),
      // This default is never used: every resource names its region.
      aws: awsProvider(store, world).openDirectly({
        region: "us-east-1",
        allowedAccountIds: world.awsAccounts.slice(0, 1),
      }),
    };
  }

  /**
   * Returns the id by which a resource can be imported, or undefined when it does not exist. A member list or a binding
   * without members counts as missing, because it can be read for any group or object.
   *
   * @param type The type token.
   */
  existing(type: string, id: ImportId): string | undefined {
    const provider = this.providers[type.split(":", 1)[0] ?? ""];
    if (provider === undefined) return undefined;
    const [found] = typeof id === "string" ? [id] : provider.find(type, id.within, id.where).sort();
    const resource = found === undefined ? undefined : read(provider, type, found);
    const members = resource?.outputs.members;
    return resource === undefined || (Array.isArray(members) && members.length === 0) ? undefined : found;
  }
}

/** Some types signal a missing resource by an error (404), the others by undefined. */
function read(provider: Reader, type: string, id: string): { outputs: Values } | undefined {
  try {
    return provider.read(type, id, {}, {});
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

interface Reader {
  find(token: string, within: string, where: Values): string[];
  read(token: string, id: string, outputs: Values, inputs: Values): { outputs: Values } | undefined;
}
