import { buildAccountId, serviceAccountEmail, stagingPrefix } from "../../../inventory/projects/naming.ts";

/**
 * The image that upstream's builds run in: docker with buildx, gcloud, make. This is the newest tag in public build
 * files (kubernetes-sigs, 2025-05).
 */
const BUILDER = "gcr.io/k8s-staging-test-infra/gcb-docker-gcloud:v20250513-9264efb079";

/** The text of an initial cloudbuild.yaml for a source repository of a staging project (facts/upstream.md §8). */
export function cloudbuildText(name: string): string {
  const id = stagingPrefix + name;
  return [
    `# Builds the images of ${id} and pushes them. See https://cloud.google.com/build/docs/build-config-file-schema`,
    "#",
    "# The image-builder runs this for every push that infra/gcp/builds of the registry's repository names. Replace the target",
    "# `release-staging` by what builds and pushes your images, under the tag $TAG.",
    "",
    "# In seconds.",
    "timeout: 3600s",
    "# The account that writes the project's images; nothing else that builds does.",
    `serviceAccount: projects/${id}/serviceAccounts/${serviceAccountEmail(buildAccountId(name), id)}`,
    "options:",
    "  # Both substitutions below are always given, used or not.",
    "  substitution_option: ALLOW_LOOSE",
    "steps:",
    `  - name: ${BUILDER}`,
    "    entrypoint: make",
    "    env:",
    `      - REGISTRY=gcr.io/${id}`,
    "      - TAG=$_GIT_TAG",
    "      - BASE_REF=$_PULL_BASE_REF",
    "      # Where the image has docker buildx.",
    "      - HOME=/root",
    "    args:",
    "      - release-staging",
    "substitutions:",
    "  # The day and `git describe`, as v20260822-v1.2.3-4-gabcdef0.",
    '  _GIT_TAG: "v0"',
    "  # The branch or tag that was pushed.",
    "  _PULL_BASE_REF: main",
    "",
  ].join("\n");
}
