import type { Build } from "../../inventory/builds/types.ts";
import type { StagingProject } from "../../inventory/projects/types.ts";
import { buildAccountEmail } from "../staging-project/iam.ts";

/** The entrypoint in the image: kubernetes/test-infra, images/builder/Dockerfile. */
export const IMAGE_BUILDER_COMMAND = "/run.sh";

/**
 * The arguments of the image-builder (kubernetes/test-infra, images/builder) for one build: it uploads the source,
 * computes `_GIT_TAG` and submits the real build to Cloud Build, which runs as the project's own account.
 */
export function imageBuilderArguments(project: StagingProject, build: Build): string[] {
  const { envPassthrough, buildFile, flags, scratchBucket, directory } = build;
  return [
    `--project=${project.id}`,
    `--scratch-bucket=${scratchBucket}`,
    `--service-account=${buildAccountName(project)}`,
    ...(envPassthrough.length > 0 ? [`--env-passthrough=${envPassthrough.join(",")}`] : []),
    ...(buildFile === undefined ? [] : [`--gcb-config=${buildFile}`]),
    ...Object.entries(flags).map(([flag, value]) => (value === true ? `--${flag}` : `--${flag}=${value}`)),
    directory,
  ];
}

/** The full resource name of the project's build account. */
export function buildAccountName(project: StagingProject): string {
  return `projects/${project.id}/serviceAccounts/${buildAccountEmail(project)}`;
}
