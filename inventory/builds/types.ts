/**
 * The records of automatic builds; like those of projects in `inventory/projects/types.ts`, they are frozen, complete (defaults
 * filled in) and independent of Pulumi.
 */
import type { Position } from "../yaml/position.ts";

/**
 * Who starts a build.
 *
 * - `trigger`: a Cloud Build trigger in the staging project.
 * - `prow`: a Prow job, written by `infra jobs image-pushing`. There is no trigger then, so that nothing is built
 *   twice.
 */
export type Runner = "trigger" | "prow";

/** A repository that a project's images are built from. */
export interface SourceRepository {
  /** On GitHub: `<organization>/<name>`. */
  readonly repository: string;
  readonly origin: Position;
}

/** An event that starts a build, with its trigger's name: unique in the project, at most 64 characters. */
export interface BuildEvent {
  readonly on: "branch" | "tag" | "schedule";
  readonly triggerName: string;
  /** The trigger's name before the build was renamed. */
  readonly previousTriggerName: string | undefined;
}

/** One automatic build. */
export interface Build {
  /** The name of the Prow job; unique across all projects. */
  readonly name: string;
  /** The former name, until the rename has been applied. */
  readonly previously: string | undefined;
  /** One of the project's sources. */
  readonly repository: string;
  readonly runner: Runner;
  /** Why Prow runs it; undefined if not declared. */
  readonly reason: string | undefined;
  /** RE2 expressions, each starting with `^`. If `tags` is empty, too, every branch and tag is built. */
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  /** Expressions for branches and tags that are not built even though they match. */
  readonly skip: readonly string[];
  /** Globs of files (see `paths.ts`), of which one must have changed. Empty means any file. */
  readonly paths: readonly string[];
  /** When a periodic build runs, as `every <n>h` or a cron expression in UTC, and on which branch. */
  readonly periodic: { readonly schedule: string; readonly branch: string } | undefined;
  /** The events that start it: a branch event, a tag event or both; or only a schedule. */
  readonly events: readonly BuildEvent[];
  /** The folder of the build file in the repository. */
  readonly directory: string;
  /** The Cloud Build configuration, relative to the directory; undefined: `cloudbuild.yaml`. */
  readonly buildFile: string | undefined;
  /** Environment variables of the image-builder. */
  readonly environment: Readonly<Record<string, string>>;
  /** The environment variables passed to Cloud Build as substitutions `_<NAME>`. */
  readonly envPassthrough: readonly string[];
  /** `gs://…` for sources and logs of builds: one of the project's two buckets. */
  readonly scratchBucket: string;
  /** Other flags of the image-builder, by name without leading hyphens; `true` means a flag without a value. */
  readonly flags: Readonly<Record<string, string | true>>;
  /** Position of the entry. */
  readonly origin: Position;
  /** Position of each value that the entry sets, by key. */
  readonly declared: Readonly<Record<string, Position>>;
}

/** A repository outside the project's organizations that images may be built from. Days are YYYY-MM-DD. */
export interface SourceException {
  readonly repository: string;
  /** Ids of staging projects. */
  readonly projects: readonly string[];
  readonly reason: string;
  readonly approver: string;
  /** When it was approved. */
  readonly date: string;
  /** The last day on which it is valid. */
  readonly expires: string | undefined;
  readonly origin: Position;
}

/** The builds of one project, declared in one file. */
export interface ProjectBuilds {
  /** The id of the staging project. */
  readonly project: string;
  /** Sorted by repository. */
  readonly sources: readonly SourceRepository[];
  /** Sorted by name. */
  readonly builds: readonly Build[];
  /** The start of the file. */
  readonly origin: Position;
}
