import type { StackName } from "../stacks.ts";
import type { Position } from "../yaml/position.ts";
import type { MirrorsByStack } from "./mirrors/types.ts";
import type { Production } from "./production/types.ts";

/** A digest that a stack's proxy runs or ran. */
export interface ProxyRelease {
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  /** Since when, as `YYYY-MM-DD`. */
  readonly date: string;
}

/**
 * The lifecycle state of a region.
 *
 * - `active`: it serves, and all its resources are protected.
 * - `retired`: it is out of the load balancer and unprotected, so that a later change may remove it from the data.
 */
export type ProxyRegionState = "active" | "retired";

/** One region that the proxy runs in. */
export interface ProxyRegion {
  /** A Google Cloud region, such as `us-central1`. */
  readonly name: string;
  /** The mirror for clients outside of Google Cloud and AWS: an AWS region, or `cloudfront`. */
  readonly defaultMirror: string;
  readonly state: ProxyRegionState;
  readonly origin: Position;
}

/** The only settings of the proxy that may differ between stacks. */
export interface ProxyStack {
  readonly project: string;
  readonly domain: string;
  /** The account id, without project and domain. */
  readonly serviceAccount: string;
  /** Log verbosity of the proxy, from 0. */
  readonly verbosity: number;
  /** Overrides the default mirror of every region: an address without a trailing slash. */
  readonly defaultMirror: string | undefined;
  /** Whether the edge lets requests to the OCI referrers API through. */
  readonly referrers: boolean;
  /** Google's id of the manually created notification channel. */
  readonly slackChannel: string;
  /** The BigQuery dataset for the log of all requests, `<project>.<dataset>`. */
  readonly requestLog: string | undefined;
  /** Newest first, never empty; the first one is running. */
  readonly releases: readonly ProxyRelease[];
}

/** The proxy of registry.k8s.io, as `infra/registry/proxy.yaml` declares it. */
export interface Proxy {
  /** Without tag or digest. */
  readonly image: string;
  /** The repository behind the proxy in every region: `<project>/<repository>`. */
  readonly upstreamPath: string;
  /** The Google Cloud region whose Artifact Registry holds the signatures. */
  readonly signatureRegion: string;
  /** The address behind the default mirror `cloudfront`. */
  readonly cloudfront: string;
  readonly armor: {
    /** RE2 expressions, each matching a whole path. */
    readonly paths: readonly string[];
    /** The rate limit per client address. */
    readonly throttle: { readonly requests: number; readonly seconds: number };
  };
  /** Sorted by name. */
  readonly regions: readonly ProxyRegion[];
  /** A missing stack has no proxy. */
  readonly stacks: Readonly<Partial<Record<StackName, ProxyStack>>>;
}

/** Everything that `infra/registry/` declares. */
export interface Registry {
  readonly proxy: Proxy;
  readonly production: Production;
  readonly mirrors: MirrorsByStack;
}
