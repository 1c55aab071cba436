import type { Right } from "./schema.ts";

/** Writes a repository: what matters most to a reviewer. */
export const PUSH = "push images";

/** Roles in words, the weightiest first; several roles may come to the same. */
const WORDS: readonly (readonly [role: string, words: string])[] = [
  ["roles/owner", "own the project"],
  ["roles/editor", "change everything in the project"],
  ["roles/artifactregistry.admin", "administer repositories"],
  ["roles/artifactregistry.repoAdmin", PUSH],
  ["roles/artifactregistry.writer", PUSH],
  ["sts:AssumeRoleWithWebIdentity", "upload layers"],
  ["roles/iam.workloadIdentityUser", "act as its accounts"],
  ["roles/iam.serviceAccountUser", "act as its build account"],
  ["roles/cloudbuild.builds.editor", "run builds"],
  ["roles/storage.legacyBucketOwner", "write its buckets"],
  ["roles/storage.objectAdmin", "write its buckets"],
  ["roles/artifactregistry.reader", "pull images"],
  ["roles/storage.objectViewer", "read its buckets"],
  ["roles/storage.legacyBucketReader", "read its buckets"],
  ["roles/viewer", "see the project"],
  ["roles/run.invoker", "use the proxy"],
  ["roles/logging.logWriter", "write logs"],
  ["roles/containeranalysis.occurrences.viewer", "see vulnerability scans"],
  ["roles/serviceusage.serviceUsageConsumer", "use its APIs"],
];

/** What rights come to in words, each once, the weightiest first; a role without words by its name. */
export function capabilities(rights: readonly Pick<Right, "role">[]): string[] {
  const roles = [...new Set(rights.map(({ role }) => role))].sort((a, b) => rank(a) - rank(b));
  return [
    ...new Set(
      roles.map((role) => WORDS.find(([known]) => known === role)?.[1] ?? `hold ${shortRole(role)}`),
    ),
  ];
}

function rank(role: string): number {
  const at = WORDS.findIndex(([known]) => known === role);
  // Unknown roles may be weighty, and are named.
  return at === -1 ? 0 : at;
}

function shortRole(role: string): string {
  return role.replace(/^roles\//, "");
}
