import type { Build } from "../../../../inventory/builds/types.ts";
import type { SpecialCase } from "../../../../inventory/projects/types.ts";
import type { Position } from "../../../../inventory/yaml/position.ts";
import type { PromotedDirectory } from "./promotion.ts";
import type { Reach } from "./reach.ts";

/** A value of the resolved record. */
export interface ExplainedValue {
  /** The key in the project's entry, such as `retention.days`. */
  readonly key: string;
  readonly value: unknown;
  /** Where the value is set; undefined for a default. */
  readonly from: Position | undefined;
  /** The rule behind a default; undefined for a value that is set. */
  readonly rule: string | undefined;
}

/** A build, and what triggers it. */
export interface ExplainedBuild extends Pick<
  Build,
  "name" | "repository" | "runner" | "directory" | "origin"
> {
  /** The trigger in words, such as `branches ^main$` or `every 24h on main`. */
  readonly when: string;
  /** Why nothing triggers the build now; undefined if something does. */
  readonly stopped: string | undefined;
}

/** The answer of `infra explain <project>`; `--json` prints all of it. */
export interface ProjectAnswer {
  readonly project: string;
  readonly origin: Position;
  readonly values: readonly ExplainedValue[];
  readonly specialCases: readonly Pick<SpecialCase, "id" | "reason" | "expires" | "origin">[];
  /** The addresses to push images to and pull them from; each is a separate repository for the same images. */
  readonly repositories: readonly { readonly address: string; readonly location: string }[];
  readonly access: {
    readonly push: readonly Reach[];
    readonly build: readonly Reach[];
    readonly read: readonly Reach[];
    /** Groups involved above whose member lists are incomplete. */
    readonly partial: readonly string[];
  };
  readonly sources: readonly { readonly repository: string; readonly origin: Position }[];
  readonly builds: readonly ExplainedBuild[];
  /** The directories of registry.k8s.io/ that promote from the project. */
  readonly promoted: readonly PromotedDirectory[];
  /** What could be done next, one sentence each. */
  readonly next: readonly string[];
}
