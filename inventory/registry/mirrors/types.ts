import type { StackName } from "../../stacks.ts";
import type { Position } from "../../yaml/position.ts";

/** One mirror: a bucket. */
export interface Mirror {
  /** The AWS region of the bucket. */
  readonly region: string;
  /** Whether the account must opt in to the region. */
  readonly optIn: boolean;
  readonly bucket: string;
  /** The address of its contents, without a trailing slash. */
  readonly url: string;
  /** The AWS regions whose clients are sent here: its own first, then the others, sorted. */
  readonly serves: readonly string[];
  /** A retired bucket is no longer protected or replicated to, and may be removed in a later change. */
  readonly state: "active" | "retired";
  readonly origin: Position;
}

/** The CloudFront distribution. */
export interface Cdn {
  /** Its domain name, in use once it has a certificate. */
  readonly alias: string;
  /** The region of the mirror to use if the source does not answer. */
  readonly failover: string;
  /** The domain name that AWS assigned; undefined before the distribution exists. */
  readonly domain: string | undefined;
}

/** The job that uploads layers. */
export interface Sync {
  /** The token issuer of the cluster, `https://…`. */
  readonly issuer: string;
  /** The Kubernetes service accounts that it runs as: `namespace/name`, sorted. */
  readonly serviceAccounts: readonly string[];
  /** The name of the IAM role that it assumes. */
  readonly role: string;
}

/** The mirrors of one stack: one entry of `mirrors`. */
export interface Mirrors {
  readonly stack: StackName;
  /** The AWS account number. */
  readonly account: string;
  /** Prefix of bucket names, including the trailing hyphen. */
  readonly prefix: string;
  /** The region that layers are uploaded to. */
  readonly source: string;
  /** Sorted by region. */
  readonly mirrors: readonly Mirror[];
  readonly cdn: Cdn;
  readonly sync: Sync | undefined;
  readonly origin: Position;
}

/** Everything that `infra/registry/mirrors.yaml` declares. A missing stack has no mirrors. */
export type MirrorsByStack = Readonly<Partial<Record<StackName, Mirrors>>>;
