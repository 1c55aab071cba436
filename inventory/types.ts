/**
 * The records that everything else starts from: components, CLI, policy and tests know the data only in this shape.
 * All of them are frozen, complete (defaults filled in) and free of Pulumi.
 */
import type { Build, SourceRepository } from "./builds/types.ts";

/** A place in a data file, for messages and for `explain`. Lines and columns count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * The life of a staging project.
 *
 * - `active`: everything is provisioned and protected.
 * - `frozen`: nobody writes its repositories any more; everything else stays as it is.
 * - `retired`: frozen, and its protection is lifted, so that the entry may leave the list in a later change, from
 *   `readOnlyUntil` on. Nothing is ever deleted from the cloud by that: Pulumi forgets the resources.
 */
export type ProjectState = "active" | "frozen" | "retired";

/**
 * What a staging project is for.
 *
 * - `images`: image repositories, buckets and a group of writers, as facts §1.1 describes them.
 * - `build-only`: a place to run Cloud Build in, nothing else (facts §1.1, special case gcb-untrusted).
 */
export type Profile = "images" | "build-only";

/** Images that the cleanup policy never deletes. One rule is one `KEEP` policy of Artifact Registry. */
export interface KeepRule {
  readonly id: string;
  readonly reason: string;
  readonly owner: string;
  readonly packages: readonly string[];
  readonly tags: readonly string[];
  /** Keep this many of the most recent versions; excludes `tags`. */
  readonly mostRecent: number | undefined;
}

/** How long images stay in the project's repositories. */
export interface Retention {
  /** Age in days after which an image is deleted. */
  readonly days: number;
  /** True: Artifact Registry only logs what it would delete. */
  readonly dryRun: boolean;
  readonly keep: readonly KeepRule[];
}

/** One role that one member holds on one resource of a project, or on a project that is not ours. */
export interface ExtraGrant {
  /** In full, such as `roles/viewer`. */
  readonly role: string;
  /** As IAM names it, such as `group:x@kubernetes.io`. */
  readonly member: string;
  /** `authoritative`: nobody but declared members holds the role on the resource. */
  readonly mode: "authoritative" | "additive";
  readonly kind: "project" | "service account" | "bucket" | "repository";
  /** The project's id, the account's id, the bucket's name or the repository's id. */
  readonly resource: string;
  /** Where the member stands. */
  readonly origin: Position;
}

/** What a project has on top of what every staging project has, with the reason. */
export interface SpecialCase {
  readonly id: string;
  readonly reason: string;
  /** When it was last reviewed, and the last day on which it holds; days as YYYY-MM-DD. */
  readonly date: string;
  readonly expires: string | undefined;
  readonly accounts: readonly { readonly id: string; readonly purpose: string }[];
  /** Names of private buckets. */
  readonly buckets: readonly string[];
  readonly grants: readonly ExtraGrant[];
  /** Where it stands. */
  readonly origin: Position;
}

/** One entry of `infra.staging.projects`. */
export interface StagingProject {
  /** The Google Cloud project id, `k8s-staging-<name>`. */
  readonly id: string;
  /** The id without its prefix. */
  readonly name: string;
  readonly profile: Profile;
  readonly state: ProjectState;
  /**
   * The day until which the images of a retired project can be read, as YYYY-MM-DD; from it on, its entry may leave.
   * Undefined in every other state, and for a project without images.
   */
  readonly readOnlyUntil: string | undefined;
  /** The e-mail address of the Google Group that may write images. */
  readonly group: string;
  /** The owning SIG, such as `sig-release`; undefined while nobody has said. */
  readonly sig: string | undefined;
  readonly managedBy: string | undefined;
  /** Every API that the project enables, its profile's and its own, as full service names, sorted. */
  readonly apis: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly retention: Retention;
  /** In the order of the file. */
  readonly specialCases: readonly SpecialCase[];
  /** The repositories that its images are built from; none while nobody has said. */
  readonly sources: readonly SourceRepository[];
  /** Its automatic builds, sorted by name. */
  readonly builds: readonly Build[];
  /** Where the entry stands. */
  readonly origin: Position;
  /** Where each value that the data states comes from, by key of the entry; every other value is a default. */
  readonly declared: Readonly<Record<string, Position>>;
}

/** A project that the data declares but that this program does not provision (any type but staging). */
export interface DeclaredProject {
  readonly id: string;
  /** The project type: the key under `infra`. */
  readonly type: string;
  readonly managedBy: string | undefined;
  readonly origin: Position;
}

/** Everything the data declares. */
export interface Inventory {
  /** Sorted by id, whatever the order in the file. */
  readonly stagingProjects: readonly StagingProject[];
  readonly otherProjects: readonly DeclaredProject[];
}
