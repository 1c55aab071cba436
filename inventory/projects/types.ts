/**
 * The records of the inventory: components, CLI, policy pack and tests see the data only in this form. All records are
 * frozen, complete (defaults filled in) and independent of Pulumi.
 */
import type { Build, SourceRepository } from "../builds/types.ts";
import type { Position } from "../yaml/position.ts";

/**
 * The lifecycle state of a staging project.
 *
 * - `active`: everything is provisioned and protected.
 * - `frozen`: nobody can write to its repositories any more; everything else stays as it is.
 * - `retired`: frozen and no longer protected, so that a later change may remove the entry, from `readOnlyUntil` on.
 *   Removing it deletes nothing in the cloud: Pulumi only drops the resources from its state.
 */
export type ProjectState = "active" | "frozen" | "retired";

/**
 * What a staging project is for.
 *
 * - `images`: image repositories, buckets and a writer group, as described in facts §1.1.
 * - `build-only`: only a project to run Cloud Build in (facts §1.1, special case gcb-untrusted).
 */
export type Profile = "images" | "build-only";

/** Images that cleanup never deletes. Each rule is one `KEEP` policy in Artifact Registry. */
export interface KeepRule {
  readonly id: string;
  readonly reason: string;
  readonly owner: string;
  readonly packages: readonly string[];
  readonly tags: readonly string[];
  /** Keep this many of the most recent versions; excludes `tags`. */
  readonly mostRecent: number | undefined;
}

/** How long the project's repositories keep images. */
export interface Retention {
  /** Age in days after which an image is deleted. */
  readonly days: number;
  /** If true, Artifact Registry only logs what it would delete. */
  readonly dryRun: boolean;
  readonly keep: readonly KeepRule[];
}

/** One role of one member on one resource of a project, or on a project that this program does not manage. */
export interface ExtraGrant {
  /** Full name, such as `roles/viewer`. */
  readonly role: string;
  /** In IAM syntax, such as `group:x@kubernetes.io`. */
  readonly member: string;
  /** `authoritative`: only declared members hold the role. `additive`: others may, too. */
  readonly mode: "authoritative" | "additive";
  readonly kind: "project" | "service account" | "bucket" | "repository";
  /** The project's id, the account's id, the bucket's name or the repository's id. */
  readonly resource: string;
  /** Position of the member. */
  readonly origin: Position;
}

/** What one project has in addition to the standard staging project, and why. */
export interface SpecialCase {
  readonly id: string;
  readonly reason: string;
  /** Day of the last review, and last day of validity (`expires`); as YYYY-MM-DD. */
  readonly date: string;
  readonly expires: string | undefined;
  readonly accounts: readonly { readonly id: string; readonly purpose: string }[];
  /** Names of private buckets. */
  readonly buckets: readonly string[];
  readonly grants: readonly ExtraGrant[];
  /** Position of the special case. */
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
   * The day until which the images of a retired project stay readable, as YYYY-MM-DD; from that day on, the entry may
   * be removed. Undefined in every other state, and for a project without images.
   */
  readonly readOnlyUntil: string | undefined;
  /** Email address of the Google Group that may write images. */
  readonly group: string;
  /** The owning SIG, such as `sig-release`; undefined if not declared. */
  readonly sig: string | undefined;
  readonly managedBy: string | undefined;
  /** All APIs enabled in the project, from its profile and its entry: full service names, sorted. */
  readonly apis: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly retention: Retention;
  /** In file order. */
  readonly specialCases: readonly SpecialCase[];
  /** The repositories that its images are built from; empty if not declared. */
  readonly sources: readonly SourceRepository[];
  /** Its automatic builds, sorted by name. */
  readonly builds: readonly Build[];
  /** Position of the entry. */
  readonly origin: Position;
  /** Position of each value that the data sets, by key of the entry; every other value is a default. */
  readonly declared: Readonly<Record<string, Position>>;
}

/** A project of any type but staging: declared in the data, but not provisioned by this program. */
export interface DeclaredProject {
  readonly id: string;
  /** The project type: the key under `infra`. */
  readonly type: string;
  readonly managedBy: string | undefined;
  readonly origin: Position;
}

/** Everything that `infra.yaml` declares. */
export interface Inventory {
  /** Sorted by id, regardless of file order. */
  readonly stagingProjects: readonly StagingProject[];
  readonly otherProjects: readonly DeclaredProject[];
}
