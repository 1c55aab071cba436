/**
 * The records of automatic builds that everything else starts from, as `inventory/types.ts` has them for projects:
 * frozen, complete (defaults filled in) and free of Pulumi.
 */
import type { Position } from "../types.ts";

/**
 * Who starts a build.
 *
 * - `trigger`: Cloud Build itself, by a trigger of the staging project.
 * - `prow`: a Prow job, which `infra jobs image-pushing` writes. Then there is no trigger: nothing is built twice.
 */
export type Runner = "trigger" | "prow";

/** A repository that a project's images are built from. */
export interface SourceRepository {
  /** On GitHub: `<organisation>/<name>`. */
  readonly repository: string;
  readonly origin: Position;
}

/** What starts a build, and the name of the trigger for it: unique in its project, at most 64 characters. */
export interface BuildEvent {
  readonly on: "branch" | "tag" | "schedule";
  readonly triggerName: string;
  /** What the trigger was called before the build was renamed. */
  readonly previousTriggerName: string | undefined;
}

/** One automatic build. */
export interface Build {
  /** The name of the Prow job, unique in all data. */
  readonly name: string;
  /** Its former name, while a rename is to be applied. */
  readonly previously: string | undefined;
  /** One of the project's sources. */
  readonly repository: string;
  readonly runner: Runner;
  /** Why Prow runs it; undefined where nobody has said. */
  readonly reason: string | undefined;
  /** Regular expressions of RE2, each with `^` in front. With `tags` empty, too, every branch and tag is built. */
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  /** Branches and tags that are not built although they match. */
  readonly skip: readonly string[];
  /** Globs of files (see `paths.ts`), one of which must have changed; none: any file. */
  readonly paths: readonly string[];
  /** Of a periodic build: when, as `every <n>h` or a cron expression in UTC, and which branch. */
  readonly periodic: { readonly schedule: string; readonly branch: string } | undefined;
  /** Everything that starts it: at most a branch and a tag event, or a schedule alone. */
  readonly events: readonly BuildEvent[];
  /** The folder of the build file in the repository. */
  readonly directory: string;
  /** The Cloud Build configuration, relative to the directory; undefined: `cloudbuild.yaml`. */
  readonly buildFile: string | undefined;
  /** Environment of the image-builder. */
  readonly environment: Readonly<Record<string, string>>;
  /** The variables of its environment that Cloud Build gets as substitutions `_<NAME>`. */
  readonly envPassthrough: readonly string[];
  /** `gs://…` where sources and logs of builds go: one of the project's two buckets. */
  readonly scratchBucket: string;
  /** Further flags of the image-builder, by name without hyphens in front; `true` stands for a flag without value. */
  readonly flags: Readonly<Record<string, string | true>>;
  /** Where the entry stands. */
  readonly origin: Position;
  /** Where each value that the entry states comes from, by its key. */
  readonly declared: Readonly<Record<string, Position>>;
}

/** A repository of somebody else that projects may be built from. Days are YYYY-MM-DD. */
export interface SourceException {
  readonly repository: string;
  /** Ids of staging projects. */
  readonly projects: readonly string[];
  readonly reason: string;
  readonly approver: string;
  /** When it was approved. */
  readonly date: string;
  /** The last day that it holds. */
  readonly expires: string | undefined;
  readonly origin: Position;
}

/** The builds of one project: one file. */
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
