import type { Data } from "../../../../inventory/data.ts";
import type { StagingProject } from "../../../../inventory/projects/types.ts";
import type { Grant } from "../../../review/access/grant.ts";
import { grantsOf } from "../../../review/access/grants.ts";
import { AccessGraph } from "../../../review/access/accessGraph.ts";
import type { ProjectAnswer } from "./answer.ts";
import { reachOf } from "./reach.ts";

/** Roles on a repository or its project that allow pushing: https://cloud.google.com/iam/docs/understanding-roles */
const PUSH = new Set([
  "roles/artifactregistry.admin",
  "roles/artifactregistry.repoAdmin",
  "roles/artifactregistry.writer",
  "roles/editor",
  "roles/owner",
]);

/** Roles on a project that allow starting builds: the same page. */
const BUILD = new Set([
  "roles/cloudbuild.builds.builder",
  "roles/cloudbuild.builds.editor",
  "roles/editor",
  "roles/owner",
]);

/** Roles on a repository that allow only reading images. */
const READ = new Set(["roles/artifactregistry.reader"]);

/**
 * Determines who can do what in one project, from the roles that the program binds there. A role that lets somebody act
 * as a service account may be bound in another project.
 */
export function accessTo(
  project: StagingProject,
  { groups, inventory }: Pick<Data, "groups" | "inventory">,
  settings: Parameters<typeof grantsOf>[1],
): ProjectAnswer["access"] {
  // A special case may also grant a role on another project.
  const grants = grantsOf([project], settings).filter((grant) => grant.project === project.id);
  const graph = new AccessGraph(groups, grantsOf(inventory.stagingProjects, settings));
  const byEmail = new Map(groups.map((group) => [group.email, group]));
  const reach = (roles: ReadonlySet<string>, kinds: readonly Grant["kind"][]) =>
    reachOf(
      grants.filter(({ role, kind }) => roles.has(role) && kinds.includes(kind)),
      byEmail,
      graph,
    );
  const access = {
    push: reach(PUSH, ["repository", "project"]),
    build: reach(BUILD, ["project"]),
    read: reach(READ, ["repository"]),
  };
  const named = new Set(Object.values(access).flatMap((list) => list.map(({ address }) => address)));
  const partial = groups.filter(
    ({ email, state, membership }) => named.has(email) && state === "active" && membership === "partial",
  );
  return { ...access, partial: partial.map(({ email }) => email) };
}
