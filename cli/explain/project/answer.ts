import type { Build } from "../../../inventory/builds/types.ts";
import type { Position, SpecialCase } from "../../../inventory/types.ts";
import type { PromotedDirectory } from "./promotion.ts";
import type { Reach } from "./reach.ts";

/** A value of the resolved record. */
export interface ExplainedValue {
  /** As the key of the entry, such as `retention.days`. */
  readonly key: string;
  readonly value: unknown;
  /** Where it is stated; undefined for a default. */
  readonly from: Position | undefined;
  /** What a default follows from; undefined for a stated value. */
  readonly rule: string | undefined;
}

/** A build, and what starts it today. */
export interface ExplainedBuild extends Pick<
  Build,
  "name" | "repository" | "runner" | "directory" | "origin"
> {
  /** In words, such as `branches ^main$` or `every 24h on main`. */
  readonly when: string;
  /** Why nothing starts it now; undefined when something does. */
  readonly stopped: string | undefined;
}

/** What `infra explain <project>` says; with `--json`, all of it. */
export interface ProjectAnswer {
  readonly project: string;
  readonly origin: Position;
  readonly values: readonly ExplainedValue[];
  readonly specialCases: readonly Pick<SpecialCase, "id" | "reason" | "expires" | "origin">[];
  /** Addresses that images are pushed to and pulled from; they name the same images of different repositories. */
  readonly repositories: readonly { readonly address: string; readonly location: string }[];
  readonly access: {
    readonly push: readonly Reach[];
    readonly build: readonly Reach[];
    readonly read: readonly Reach[];
    /** Groups on these ways whose lists do not name everybody. */
    readonly partial: readonly string[];
  };
  readonly sources: readonly { readonly repository: string; readonly origin: Position }[];
  readonly builds: readonly ExplainedBuild[];
  /** The directories of registry.k8s.io/ that promote from the project. */
  readonly promoted: readonly PromotedDirectory[];
  /** What somebody could do now, one sentence each. */
  readonly next: readonly string[];
}
