import type { StackName } from "../stacks.ts";
import type { Position } from "../types.ts";
import type { MirrorsByStack } from "./mirrors/types.ts";
import type { Production } from "./production/types.ts";

/** A digest that a stack's proxy runs, or ran. */
export interface ProxyRelease {
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  /** Since when, as `YYYY-MM-DD`. */
  readonly date: string;
}

/**
 * The life of a region.
 *
 * - `active`: it serves, and everything in it is protected.
 * - `retired`: it is out of the load balancer and unprotected, so that a later change may remove it from the data.
 */
export type ProxyRegionState = "active" | "retired";

/** One region that the proxy runs in. */
export interface ProxyRegion {
  /** Of Google Cloud, such as `us-central1`. */
  readonly name: string;
  /** The mirror for clients outside of Google Cloud and AWS: an AWS region, or `cloudfront`. */
  readonly defaultMirror: string;
  readonly state: ProxyRegionState;
  readonly origin: Position;
}

/** Everything that may differ between the proxy of one stack and that of another. There is nothing else. */
export interface ProxyStack {
  readonly project: string;
  readonly domain: string;
  /** The account id, without project and domain. */
  readonly serviceAccount: string;
  /** How much the proxy logs, from 0. */
  readonly verbosity: number;
  /** Stands in for the default mirror of every region: an address without a trailing slash. */
  readonly defaultMirror: string | undefined;
  /** Whether the paths of the OCI referrers API pass the edge. */
  readonly referrers: boolean;
  /** Google's id of the notification channel that was made by hand. */
  readonly slackChannel: string;
  /** The BigQuery dataset that gets the log of every request, `<project>.<dataset>`. */
  readonly requestLog: string | undefined;
  /** Newest first, never empty: the first one runs. */
  readonly releases: readonly ProxyRelease[];
}

/** The proxy of registry.k8s.io, as `infra/registry/proxy.yaml` declares it. */
export interface Proxy {
  /** Without tag or digest. */
  readonly image: string;
  /** `<project>/<repository>` behind the proxy, the same in every region. */
  readonly upstreamPath: string;
  /** The Google Cloud region whose Artifact Registry holds the signatures. */
  readonly signatureRegion: string;
  /** The address behind the default mirror `cloudfront`. */
  readonly cloudfront: string;
  readonly armor: {
    /** Regular expressions (RE2), each for a whole path. */
    readonly paths: readonly string[];
    /** Per client address. */
    readonly throttle: { readonly requests: number; readonly seconds: number };
  };
  /** Sorted by name. */
  readonly regions: readonly ProxyRegion[];
  /** A stack that is missing has no proxy. */
  readonly stacks: Readonly<Partial<Record<StackName, ProxyStack>>>;
}

/** What `infra/registry/` declares. */
export interface Registry {
  readonly proxy: Proxy;
  readonly production: Production;
  readonly mirrors: MirrorsByStack;
}
