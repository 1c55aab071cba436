import type { StackName } from "../../stacks.ts";
import type { Position } from "../../types.ts";

/** One bucket of the mirrors. */
export interface Mirror {
  /** The AWS region that it is in. */
  readonly region: string;
  /** True: the account has to opt in to the region. */
  readonly optIn: boolean;
  readonly bucket: string;
  /** The address of its contents, without a trailing slash. */
  readonly url: string;
  /** The AWS regions whose clients are sent here: its own, then others, sorted. */
  readonly serves: readonly string[];
  /** What is retired is no longer replicated to nor protected, and may leave the list in a later change. */
  readonly state: "active" | "retired";
  readonly origin: Position;
}

/** The CloudFront distribution. */
export interface Cdn {
  /** Its name, once it has a certificate. */
  readonly alias: string;
  /** The region of the mirror that is asked when the source does not answer. */
  readonly failover: string;
  /** The name that AWS gave it; undefined before it exists. */
  readonly domain: string | undefined;
}

/** The job that uploads layers. */
export interface Sync {
  /** The address of the cluster's issuer of tokens, `https://…`. */
  readonly issuer: string;
  /** The Kubernetes service accounts that it runs as, as `namespace/name`, sorted. */
  readonly serviceAccounts: readonly string[];
  /** The name of the IAM role that it assumes. */
  readonly role: string;
}

/** The mirrors of one stack: one entry of `mirrors`. */
export interface Mirrors {
  readonly stack: StackName;
  /** The number of the AWS account. */
  readonly account: string;
  /** What names begin with, with the hyphen at its end. */
  readonly prefix: string;
  /** The region that layers are uploaded to. */
  readonly source: string;
  /** Sorted by region. */
  readonly mirrors: readonly Mirror[];
  readonly cdn: Cdn;
  readonly sync: Sync | undefined;
  readonly origin: Position;
}

/** Everything that `infra/registry/mirrors.yaml` declares. A stack that is missing has no mirrors. */
export type MirrorsByStack = Readonly<Partial<Record<StackName, Mirrors>>>;
