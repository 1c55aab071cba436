import { counted } from "../../../terminal/wording.ts";
import { WRITERS } from "../../../policy/rules/one-machine-writer.ts";
import type { Right } from "./schema.ts";

const PUSH = "push images";

/** Roles that allow writing objects to buckets, in Google Cloud or through AWS. */
const STORING = /^roles\/storage\.(?:admin|legacyBucket(?:Owner|Writer)|object(?:Admin|Creator|User))$|^sts:/;

/** Whether one of these rights allows pushing images: what matters most to a reviewer. */
export function pushes(rights: readonly Pick<Right, "role">[]): boolean {
  return rights.some(({ role }) => WRITERS.includes(role));
}

/** Roles in words, the most powerful first; several roles may have the same words. */
const WORDS: readonly (readonly [role: string, words: string])[] = [
  ["roles/owner", "own the project"],
  ["roles/editor", "change everything in the project"],
  ["roles/artifactregistry.admin", "administer repositories"],
  ["roles/artifactregistry.createOnPushRepoAdmin", PUSH],
  ["roles/artifactregistry.repoAdmin", PUSH],
  ["roles/artifactregistry.createOnPushWriter", PUSH],
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

/** Whether one of these rights allows pushing images or writing files to buckets. */
export function stores(rights: readonly Pick<Right, "role">[]): boolean {
  return pushes(rights) || rights.some(({ role }) => STORING.test(role));
}

/** Describes what a role allows; an unknown role by its name. */
export function capability(role: string): string {
  return WORDS.find(([known]) => known === role)?.[1] ?? `hold ${shortRole(role)}`;
}

/**
 * Describes what rights in one project allow, without duplicates, the most powerful first. If the address can do the
 * same by another right in the other revision, the words tell the extent: the number of resources, or the role's name.
 */
export function capabilities(rights: readonly Right[]): string[] {
  const sorted = rights.toSorted((a, b) => rank(a.role) - rank(b.role));
  return [...new Set(sorted.map((right) => extent(right, rights)))];
}

function extent({ role, on, otherwise }: Right, all: readonly Right[]): string {
  if (otherwise === "nowhere") return capability(role);
  if (otherwise === "there") return `hold ${shortRole(role)}`;
  const kind = kindOn(on);
  const alike = all.filter(
    (right) =>
      right.otherwise === otherwise &&
      kindOn(right.on) === kind &&
      capability(right.role) === capability(role),
  );
  return `${capability(role)} on ${counted(new Set(alike.map((right) => right.on)).size, kind)}`;
}

function kindOn(on: string): string {
  return /^(?:service account|\w+)/.exec(on)![0];
}

function rank(role: string): number {
  const at = WORDS.findIndex(([known]) => known === role);
  // Unknown roles may be powerful; they come first, by name.
  return at === -1 ? 0 : at;
}

function shortRole(role: string): string {
  return role.replace(/^roles\//, "");
}
