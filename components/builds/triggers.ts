import type { Build, BuildEvent } from "../../inventory/builds/types.ts";
import type { StagingProject } from "../../inventory/projects/types.ts";
import type { Described } from "../described.ts";
import { IMAGE_BUILDER_COMMAND, buildAccountName, imageBuilderArguments } from "./image-builder.ts";

export interface TriggerArgs {
  readonly project: string;
  readonly location: string;
  readonly name: string;
  readonly description: string;
  readonly disabled: boolean;
  readonly serviceAccount: string;
  readonly repositoryEventConfig?: {
    repository: string;
    push: { branch?: string; tag?: string; invertRegex: boolean };
  };
  readonly sourceToBuild?: { repository: string; ref: string; repoType: string };
  readonly includedFiles: string[];
  readonly build: {
    steps: { name: string; entrypoint?: string; args: string[]; envs?: string[] }[];
    options: { logging: string };
    timeout: string;
  };
}

/** A trigger, and its logical name before its build was renamed. */
export interface DescribedTrigger extends Described<TriggerArgs> {
  readonly previousName: string | undefined;
}

/** What a trigger needs besides its build. */
interface TriggerContext {
  readonly location: string;
  readonly imageBuilder: string;
  /** The full resource name of the repository's link. */
  readonly repository: string;
}

/** Google's image of Git: https://github.com/GoogleCloudPlatform/cloud-builders/tree/master/git */
const GIT = "gcr.io/cloud-builders/git";
/** Cloud Build's maximum, and that of a Prow job: the step waits for the build that it submits. */
const TIMEOUT = "86400s";

/**
 * Describes one trigger of a build. Its build is inline: the data decides, never a file in the repository. It fetches
 * the history and the tags, which `_GIT_TAG` needs and Cloud Build's clone lacks, and runs the image-builder like Prow
 * does, which submits the real build.
 */
export function describeTrigger(
  project: StagingProject,
  build: Build,
  { on, triggerName, previousTriggerName }: BuildEvent,
  { location, imageBuilder, repository }: TriggerContext,
): DescribedTrigger {
  const { periodic } = build;
  return {
    name: `${project.id}/${triggerName}`,
    previousName: previousTriggerName === undefined ? undefined : `${project.id}/${previousTriggerName}`,
    args: {
      project: project.id,
      location,
      name: triggerName,
      description: `Builds ${build.repository}, ${build.directory}`,
      disabled: project.state !== "active",
      serviceAccount: buildAccountName(project),
      ...(periodic === undefined
        ? { repositoryEventConfig: { repository, push: push(build, on) } }
        : { sourceToBuild: { repository, ref: `refs/heads/${periodic.branch}`, repoType: "GITHUB" } }),
      includedFiles: [...build.paths],
      build: {
        steps: [
          // Infinite depth (Git's shallow.txt); also works if the clone is not shallow.
          { name: GIT, args: ["fetch", "--tags", "--force", "--depth=2147483647", "origin"] },
          {
            name: imageBuilder,
            entrypoint: IMAGE_BUILDER_COMMAND,
            args: imageBuilderArguments(project, build).map(escaped),
            envs: environment(build),
          },
        ],
        // A build with a user-managed service account must say where its logs go:
        // https://cloud.google.com/build/docs/securing-builds/configure-user-specified-service-accounts
        options: { logging: "CLOUD_LOGGING_ONLY" },
        timeout: TIMEOUT,
      },
    },
  };
}

/** Joins branches or tags into one expression. If there are none, matches all but the skipped ones. */
function push({ branches, tags, skip }: Build, on: BuildEvent["on"]) {
  const wanted = on === "tag" ? tags : branches;
  const inverted = wanted.length === 0;
  const expression = (inverted ? skip : wanted).map(whole).join("|");
  return on === "tag"
    ? { tag: expression, invertRegex: inverted }
    : { branch: expression, invertRegex: inverted };
}

/**
 * Extends a pattern so that it matches the same names as a full match and as a partial match: Google does not document
 * which of the two Cloud Build uses.
 */
function whole(pattern: string): string {
  if (/((?<!\\)\$|\.[*+])$/.test(pattern)) return pattern;
  return pattern.includes("|") ? `(?:${pattern}).*` : `${pattern}.*`;
}

/** The variables that Prow sets, taken from Cloud Build's substitutions, and those of the build. */
function environment({ periodic, environment: stated }: Build): string[] {
  const given = {
    PULL_BASE_REF: periodic?.branch ?? "$REF_NAME",
    PULL_BASE_SHA: "$COMMIT_SHA",
    LOG_TO_STDOUT: "y",
  };
  const own = Object.entries(stated).map(([name, value]) => `${name}=${escaped(value)}`);
  return [...Object.entries(given).map(([name, value]) => `${name}=${value}`), ...own];
}

/** Escapes dollar signs, which start a substitution unless doubled. */
function escaped(text: string): string {
  return text.replaceAll("$", "$$$$");
}
