import type { Position } from "../../types.ts";

/** Whether something is protected; what is retired may leave its list in a later change. */
export type State = "active" | "retired";

/** Where a registry has its repository. */
export interface Location {
  /** A region of Google Cloud. */
  readonly region: string;
  readonly state: State;
  readonly origin: Position;
}

/** A service account of a registry's project. */
export interface RegistryAccount {
  /** The part before the @. */
  readonly id: string;
  readonly purpose: string;
  /** It may write every repository of the project. */
  readonly promotes: boolean;
  /** The Kubernetes service accounts that may act as it, as `namespace/name`, sorted. */
  readonly usedBy: readonly string[];
}

/** A public bucket of a registry's project. */
export interface RegistryBucket {
  readonly name: string;
  readonly state: State;
  /** Years before which no object is deleted or replaced. */
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
  /** The identity pool of the cluster whose jobs promote, such as `<project>.svc.id.goog`. */
  readonly workloadPool: string;
  /** Sorted by project. */
  readonly registries: readonly ProductionRegistry[];
}
