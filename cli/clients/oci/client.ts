import { createHash } from "node:crypto";
import { digestPattern } from "../../../inventory/promotion/names.ts";
import { baseUrl, type Repository } from "./address.ts";
import { RegistryError } from "./errors.ts";
import { Transport, type Reply } from "./transport.ts";

/** Media types of OCI and Docker indexes and images; charts and other artifacts are images of another kind. */
const INDEX_TYPES = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];
const ACCEPT = [
  ...INDEX_TYPES,
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  "*/*;q=0.1",
].join(", ");

/**
 * In bytes. Registries must accept manifests of 4 MiB, and most accept no larger ones: distribution specification,
 * "Pushing Manifests".
 */
const maxManifest = 4 * 1024 * 1024;
/** In bytes. Artifact Registry lists every manifest with its tags; upstream's largest repository has some 10,000. */
const maxListing = 64 * 1024 * 1024;
const pageSize = 1000;
/** With more than 100,000 tags in one repository, the paging is assumed to be endless. */
const maxPages = 100;

/** Content that a manifest references. */
export interface Descriptor {
  readonly digest: string;
  /** In bytes. */
  readonly size: number;
}

/** A manifest with the content that it references. */
export interface Manifest extends Descriptor {
  readonly mediaType: string;
  /** The manifests of an index. */
  readonly children: readonly Descriptor[];
  /** The configuration and the layers of an image. */
  readonly blobs: readonly Descriptor[];
}

/** The tags of a repository. */
export interface Listing {
  readonly tags: ReadonlySet<string>;
  /** The tags of every manifest, by digest; undefined if the registry does not list them. Artifact Registry does. */
  readonly digests: ReadonlyMap<string, readonly string[]> | undefined;
}

/**
 * Reads registries through the OCI distribution API. Methods return undefined for missing content, and throw a
 * `RegistryError` on failure.
 */
export class RegistryClient {
  readonly #transport: Transport;

  constructor(transport = new Transport()) {
    this.#transport = transport;
  }

  /** The number of requests sent. */
  get requests(): number {
    return this.#transport.count;
  }

  /** Resolves a tag or digest to a digest. */
  async digestOf(repository: Repository, reference: string): Promise<string | undefined> {
    const reply = await this.#manifest(repository, reference, "HEAD");
    if (reply === undefined) return undefined;
    const stated = reply.headers.get("docker-content-digest");
    // The header is optional: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
    if (stated === null) return (await this.manifest(repository, reference))?.digest;
    if (!digestPattern.test(stated)) throw new RegistryError(repository.host, "returns an invalid digest");
    return stated;
  }

  /** Fetches the manifest of a tag or digest, and verifies a digest. */
  async manifest(repository: Repository, reference: string): Promise<Manifest | undefined> {
    const reply = await this.#manifest(repository, reference, "GET");
    if (reply === undefined) return undefined;
    const digest = `sha256:${createHash("sha256").update(reply.body).digest("hex")}`;
    if (digestPattern.test(reference) && reference !== digest) {
      throw new RegistryError(repository.host, `returns another manifest than ${reference}`);
    }
    return manifestIn(reply, digest, repository.host);
  }

  /** Lists all tags of a repository. */
  async tags(repository: Repository): Promise<Listing | undefined> {
    const tags = new Set<string>();
    const digests = new Map<string, readonly string[]>();
    let complete = true;
    const start = new URL(`${baseUrl(repository.host)}/v2/${repository.path}/tags/list?n=${pageSize}`);
    const seen = new Set<string>();
    for (let url: URL | undefined = start; url !== undefined;) {
      if (seen.size === maxPages || seen.has(url.href)) {
        throw new RegistryError(repository.host, `lists the tags of ${repository.path} without end`);
      }
      seen.add(url.href);
      const reply = await this.#get(repository, url, "application/json", maxListing);
      if (reply === undefined) return undefined;
      const page = listingIn(reply, repository.host);
      for (const tag of page.tags) tags.add(tag);
      for (const [digest, own] of page.digests ?? []) digests.set(digest, own);
      complete &&= page.digests !== undefined;
      url = nextPage(reply, url, repository.host);
    }
    return { tags, digests: complete ? digests : undefined };
  }

  /** Whether there is content at a URL, such as a blob in a public bucket. */
  async exists(url: URL): Promise<boolean> {
    const { status } = await this.#transport.send({
      host: url.host,
      repository: "",
      url,
      method: "HEAD",
      accept: "*/*",
      maxBytes: 0,
    });
    if (status === 200) return true;
    // S3 answers 403 for missing objects if the caller may not list the bucket.
    if (status === 403 || status === 404) return false;
    throw new RegistryError(url.host, `answers ${status}`);
  }

  async #manifest(
    repository: Repository,
    reference: string,
    method: "GET" | "HEAD",
  ): Promise<Reply | undefined> {
    const url = new URL(`${baseUrl(repository.host)}/v2/${repository.path}/manifests/${reference}`);
    return this.#get(repository, url, ACCEPT, maxManifest, method);
  }

  async #get(
    { host, path }: Repository,
    url: URL,
    accept: string,
    maxBytes: number,
    method: "GET" | "HEAD" = "GET",
  ): Promise<Reply | undefined> {
    const reply = await this.#transport.send({ host, repository: path, url, method, accept, maxBytes });
    if (reply.status === 200) return reply;
    if (reply.status === 404) return undefined;
    throw new RegistryError(host, `answers ${reply.status} for ${path}`);
  }
}

function manifestIn({ headers, body }: Reply, digest: string, host: string): Manifest {
  const value = json(body, host) as Record<string, unknown> | null;
  if (typeof value !== "object" || value === null)
    throw new RegistryError(host, "returns an invalid manifest");
  const stated = value["mediaType"] ?? headers.get("content-type")?.split(";")[0];
  const blobs = [value["config"], ...list(value["layers"])].filter((part) => part !== undefined);
  return {
    digest,
    size: body.length,
    mediaType: typeof stated === "string" ? stated : "",
    children: list(value["manifests"]).map((part) => descriptor(part, host)),
    blobs: blobs.map((part) => descriptor(part, host)),
  };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function descriptor(value: unknown, host: string): Descriptor {
  const { digest, size } = (value ?? {}) as { digest?: unknown; size?: unknown };
  if (typeof digest !== "string" || typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) {
    throw new RegistryError(host, "returns an invalid manifest");
  }
  return { digest, size };
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags, with Google's `manifest`. */
function listingIn({ body }: Reply, host: string): Listing {
  const value = json(body, host) as { tags?: unknown; manifest?: unknown } | null;
  if (typeof value !== "object" || value === null)
    throw new RegistryError(host, "returns an invalid list of tags");
  const tags = list(value.tags).filter((tag) => typeof tag === "string");
  if (typeof value.manifest !== "object" || value.manifest === null)
    return { tags: new Set(tags), digests: undefined };
  const digests = Object.entries(value.manifest).map(([digest, entry]): [string, readonly string[]] => [
    digest,
    list((entry as { tag?: unknown } | null)?.tag).filter((tag) => typeof tag === "string"),
  ]);
  return { tags: new Set(tags), digests: new Map(digests) };
}

/** Returns the URL of the next page, by RFC 5988; it must be in the same registry. */
function nextPage({ headers }: Reply, from: URL, host: string): URL | undefined {
  const [, link] = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(headers.get("link") ?? "") ?? [];
  if (link === undefined) return undefined;
  const next = URL.canParse(link, from.href) ? new URL(link, from) : undefined;
  if (next?.origin === from.origin) return next;
  throw new RegistryError(host, "continues its list of tags elsewhere");
}

function json(body: Buffer, host: string): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new RegistryError(host, "returns invalid JSON");
  }
}
