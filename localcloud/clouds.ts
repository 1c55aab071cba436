import { awsProvider } from "./aws/provider.ts";
import { ApiError } from "./gcp/apiError.ts";
import { gcpProvider } from "./gcp/provider.ts";
import { googleworkspaceProvider } from "./googleworkspace/provider.ts";
import type { Values } from "./provider/resourceType.ts";
import { Store } from "./store/store.ts";
import { loadWorld } from "./world.ts";

/** The import id of a resource, or how to find one whose id the cloud made up. */
export type ImportId = string | { readonly within: string; readonly where: Values };

/** Looks into the local clouds of a store without an engine, through the same reads as the plugins. */
export class LocalClouds {
  /** By the package that a type token begins with. */
  private readonly providers: Readonly<Record<string, Reader>>;

  constructor(root: string) {
    const store = new Store(root);
    const world = loadWorld();
    this.providers = {
      gcp: gcpProvider(store, world).openDirectly(),
      googleworkspace: googleworkspaceProvider(store, world).openDirectly(),
      // Resources name their regions themselves.
      aws: awsProvider(store, world).openDirectly({
        region: "us-east-1",
        allowedAccountIds: world.awsAccounts.slice(0, 1),
      }),
    };
  }

  /**
   * The id by which a resource can be imported; undefined when it does not exist. A list or a binding that nobody is in
   * counts as not existing: it can be read wherever there is a group or an object that it could belong to.
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

/** Of what there is no trace at all some types say so by an error. */
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
