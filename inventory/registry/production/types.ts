import type { Position } from "../../yaml/position.ts";

/** Whether a resource is protected. What is retired may be removed in a later change. */
export type State = "active" | "retired";

/** A location of a registry's repository. */
export interface Location {
  /** A Google Cloud region. */
  readonly region: string;
  readonly state: State;
  readonly origin: Position;
}

/** A service account of a registry's project. */
export interface RegistryAccount {
  /** The part before the @. */
  readonly id: string;
  readonly purpose: string;
  /** Whether it may write to every repository of the project. */
  readonly promotes: boolean;
  /** The Kubernetes service accounts that may impersonate it: `namespace/name`, sorted. */
  readonly usedBy: readonly string[];
}

/** A public bucket of a registry's project. */
export interface RegistryBucket {
  readonly name: string;
  readonly state: State;
  /** Years before which no object can be deleted or replaced; undefined for no limit. */
  readonly retentionYears: number | undefined;
  /** Addresses of groups, sorted. */
  readonly writers: readonly string[];
}

/** One entry of `registries`: a project that images are promoted into. */
export interface ProductionRegistry {
  /** The Google Cloud project id. */
  readonly project: string;
  /** Sorted by region. */
  readonly locations: readonly Location[];
  /** Sorted by id. */
  readonly accounts: readonly RegistryAccount[];
  /** Addresses of groups, sorted. */
  readonly writers: readonly string[];
  /** Addresses of groups, sorted. */
  readonly scanReaders: readonly string[];
  /** Sorted by name. */
  readonly buckets: readonly RegistryBucket[];
  readonly origin: Position;
}

/** Everything that `infra/registry/production.yaml` declares. */
export interface Production {
  /** The workload identity pool of the cluster that runs the promotion jobs, such as `<project>.svc.id.goog`. */
  readonly workloadPool: string;
  /** Sorted by project. */
  readonly registries: readonly ProductionRegistry[];
}
