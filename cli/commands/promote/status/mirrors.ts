import type { Mirror } from "../../../../inventory/registry/mirrors/types.ts";
import type { Repository } from "../../../clients/oci/address.ts";
import type { RegistryClient } from "../../../clients/oci/client.ts";
import { RegistryError } from "../../../clients/oci/errors.ts";

/** The maximum number of images of an index whose layers are checked: all were uploaded together. */
const maxChildren = 10;

/** What a mirror has of an image. */
export interface MirrorState {
  readonly region: string;
  readonly url: string;
  /** The number of the image's blobs that it has; undefined if it did not answer. */
  readonly found: number | undefined;
  readonly total: number;
  readonly problem: string | undefined;
}

/**
 * Asks every mirror for every blob of an image, at the path that registry.k8s.io redirects clients to
 * (facts/upstream.md §5.2). Returns nothing if the image itself cannot be read.
 */
export async function askMirrors(
  client: RegistryClient,
  mirrors: readonly Pick<Mirror, "region" | "url">[],
  repository: Repository,
  digest: string,
): Promise<MirrorState[]> {
  const blobs = mirrors.length === 0 ? [] : await blobsOf(client, repository, digest);
  if (blobs.length === 0) return [];
  return Promise.all(
    mirrors.map(async ({ region, url }): Promise<MirrorState> => {
      const state = { region, url, total: blobs.length };
      try {
        const found = await Promise.all(
          blobs.map((blob) => client.exists(new URL(`${url}/containers/images/${blob}`))),
        );
        return { ...state, found: found.filter((there) => there).length, problem: undefined };
      } catch (error) {
        if (!(error instanceof RegistryError)) throw error;
        return { ...state, found: undefined, problem: error.message };
      }
    }),
  );
}

async function blobsOf(client: RegistryClient, repository: Repository, digest: string): Promise<string[]> {
  try {
    const manifest = await client.manifest(repository, digest);
    const children = await Promise.all(
      (manifest?.children ?? [])
        .slice(0, maxChildren)
        .map((child) => client.manifest(repository, child.digest)),
    );
    const blobs = [manifest, ...children].flatMap((part) => part?.blobs.map((blob) => blob.digest) ?? []);
    return [...new Set(blobs)];
  } catch (error) {
    if (error instanceof RegistryError) return [];
    throw error;
  }
}
