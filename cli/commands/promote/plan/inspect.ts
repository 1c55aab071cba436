import { repositoryAt } from "../../../clients/oci/address.ts";
import type { Listing, Manifest, RegistryClient } from "../../../clients/oci/client.ts";
import { RegistryError } from "../../../clients/oci/errors.ts";
import type { Edge, Finding, ImageEdges, State } from "./edges.ts";

/** Up to this many edges, asking for each takes no more requests than listing the repository first. */
const FEW = 3;

/** What was found at one destination of an image. */
export interface Destination {
  readonly address: string;
  /** One per edge, in the same order. */
  readonly findings: Finding[];
  /** Some of the digests that are there, under any tag. */
  readonly digests: ReadonlySet<string>;
  /** Why findings are unknown. */
  readonly problem: string | undefined;
}

/** What was found about an image. */
export interface ImagePlan {
  readonly edges: ImageEdges;
  readonly destinations: readonly Destination[];
  /** The size of each digest to be promoted. */
  readonly sizes: ReadonlyMap<string, Size>;
  /** A failure of the staging repository. */
  readonly problem: string | undefined;
}

/** The size of an image. */
export interface Size {
  readonly manifests: number;
  readonly blobs: number;
  readonly bytes: number;
  /** False if some manifests of an index were not read, to limit the number of requests. */
  readonly complete: boolean;
}

/**
 * Asks the registries about the edges of one image, with at most one request per edge and one per repository. A
 * destination is listed once, which Artifact Registry answers with all digests, or asked for each tag that it has. The
 * staging repository is asked for each digest to be promoted or in conflict, and for the parts of an index while requests are left.
 */
export async function inspectImage(client: RegistryClient, edges: ImageEdges): Promise<ImagePlan> {
  let left = (edges.edges.length + 1) * edges.destinations.length + 1;
  const destinations = await Promise.all(
    edges.destinations.map((address) => inspectDestination(client, address, edges.edges, () => left--)),
  );
  // kpromo passes over what is lost at the source, even if its tag is in conflict.
  const wanted = digestsIn(destinations, edges.edges, "new", "conflict");
  const repository = repositoryAt(edges.source);
  const read = (digest: string) => (left--, client.manifest(repository, digest));
  let problem: string | undefined;
  const manifests = new Map<string, Manifest>();
  const settle = async (digest: string) => {
    try {
      const manifest = await read(digest);
      if (manifest === undefined) mark(destinations, edges.edges, digest, "lost");
      else manifests.set(digest, manifest);
    } catch (error) {
      problem = problemOf(error);
      mark(destinations, edges.edges, digest, "unknown");
    }
  };
  await Promise.all([...wanted].map(settle));
  const sizes = new Map<string, Size>();
  const copied = digestsIn(destinations, edges.edges, "new");
  for (const [digest, manifest] of manifests) {
    if (!copied.has(digest)) continue;
    const parts = await Promise.all(
      manifest.children.map((child) =>
        left > 0 ? read(child.digest).catch(() => undefined) : Promise.resolve(undefined),
      ),
    );
    sizes.set(digest, sizeOf(manifest, parts));
  }
  return { edges, destinations, sizes, problem };
}

async function inspectDestination(
  client: RegistryClient,
  address: string,
  edges: readonly Edge[],
  count: () => void,
): Promise<Destination> {
  const repository = repositoryAt(address);
  const digests = new Set<string>();
  try {
    const useful = edges.length > FEW && edges.some(({ tag }) => tag !== undefined);
    const listing = useful ? (count(), await client.tags(repository)) : undefined;
    if (useful && listing === undefined)
      return { address, findings: edges.map(() => isNew), digests, problem: undefined };
    const tagged = digestsByTag(listing);
    const findings = await Promise.all(
      edges.map(async ({ digest, tag }): Promise<Finding> => {
        const there = listing?.digests?.has(digest);
        if (there) digests.add(digest);
        if (listing !== undefined && tag !== undefined && !listing.tags.has(tag)) return isNew;
        if (there !== undefined && tag === undefined) return { state: there ? "present" : "new" };
        const known = tag === undefined ? undefined : tagged?.get(tag);
        const found = known ?? (count(), await client.digestOf(repository, tag ?? digest));
        if (found === undefined) return isNew;
        digests.add(found);
        return found === digest ? { state: "present" } : { state: "conflict", found };
      }),
    );
    return { address, findings, digests, problem: undefined };
  } catch (error) {
    const problem = problemOf(error);
    return { address, findings: edges.map(() => ({ state: "unknown" })), digests, problem };
  }
}

const isNew: Finding = { state: "new" };

/** The digests whose edges have one of these states somewhere. */
function digestsIn(
  destinations: readonly Destination[],
  edges: readonly Edge[],
  ...states: readonly State[]
): ReadonlySet<string> {
  const found = destinations.flatMap(({ findings }) =>
    findings.flatMap(({ state }, index) => (states.includes(state) ? [edges[index]!.digest] : [])),
  );
  return new Set(found);
}

function digestsByTag(listing: Listing | undefined): ReadonlyMap<string, string> | undefined {
  if (listing?.digests === undefined) return undefined;
  return new Map([...listing.digests].flatMap(([digest, tags]) => tags.map((tag) => [tag, digest] as const)));
}

/** A conflict stays one if the source does not answer. */
function mark(
  destinations: readonly Destination[],
  edges: readonly Edge[],
  digest: string,
  state: "lost" | "unknown",
): void {
  const open: readonly State[] = state === "lost" ? ["new", "conflict"] : ["new"];
  for (const { findings } of destinations) {
    for (const [index, finding] of findings.entries()) {
      if (open.includes(finding.state) && edges[index]!.digest === digest) findings[index] = { state };
    }
  }
}

function sizeOf(manifest: Manifest, parts: readonly (Manifest | undefined)[]): Size {
  const known = [manifest, ...parts.filter((part) => part !== undefined)];
  const blobs = new Map(known.flatMap((part) => part.blobs.map(({ digest, size }) => [digest, size])));
  return {
    manifests: 1 + manifest.children.length,
    blobs: blobs.size,
    bytes: [...blobs.values(), ...known.map(({ size }) => size)].reduce((sum, size) => sum + size, 0),
    complete: known.length === 1 + manifest.children.length,
  };
}

/** Returns the message of a registry failure; rethrows anything else, which is a bug. */
function problemOf(error: unknown): string {
  if (error instanceof RegistryError) return error.message;
  throw error;
}
