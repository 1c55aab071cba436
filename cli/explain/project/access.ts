import type { Data } from "../../../inventory/data.ts";
import type { StagingProject } from "../../../inventory/types.ts";
import { grantsOf, type Grant } from "../../groups/grants.ts";
import { AccessGraph } from "../../groups/reach.ts";
import type { ProjectAnswer } from "./answer.ts";
import { reachOf } from "./reach.ts";

/** Roles on a repository, or on its project, with which images are written: https://cloud.google.com/iam/docs/understanding-roles */
const PUSH = new Set([
  "roles/artifactregistry.admin",
  "roles/artifactregistry.repoAdmin",
  "roles/artifactregistry.writer",
  "roles/editor",
  "roles/owner",
]);

/** Roles on a project with which builds are started: the same page. */
const BUILD = new Set([
  "roles/cloudbuild.builds.builder",
  "roles/cloudbuild.builds.editor",
  "roles/editor",
  "roles/owner",
]);

/** Roles on a repository with which images are read, and nothing else. */
const READ = new Set(["roles/artifactregistry.reader"]);

/**
 * Who can do what in one project, by the roles that the program binds there. Who may act as an account that holds one of
 * them may stand in another project.
 */
export function accessTo(
  project: StagingProject,
  { groups, inventory }: Pick<Data, "groups" | "inventory">,
  settings: Parameters<typeof grantsOf>[1],
): ProjectAnswer["access"] {
  // A special case may give a role on another project, too.
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
