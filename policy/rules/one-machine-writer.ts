import { grantOf, isIam, isMachine } from "../grants.ts";
import { REPOSITORY, projectOf, text, type PolicyResource } from "../resource.ts";
import type { Finding, StackRule } from "../rule.ts";

/** Roles that can push an image, on a repository or on its project. */
export const WRITERS: readonly string[] = [
  "roles/artifactregistry.writer",
  "roles/artifactregistry.createOnPushWriter",
  "roles/artifactregistry.repoAdmin",
  "roles/artifactregistry.createOnPushRepoAdmin",
  "roles/artifactregistry.admin",
  "roles/cloudbuild.builds.builder",
  "roles/owner",
  "roles/editor",
];

export const oneMachineWriter: StackRule = {
  name: "one-machine-writer",
  description: "At most one machine may push images to a repository.",
  severity: "high",
  remediation: "Let builds of this repository run as its one build account. Nothing else may push to it.",
  url: "https://github.com/kubernetes/test-infra/blob/master/config/jobs/image-pushing/README.md",
  appliesTo: (type) => type === REPOSITORY || isIam(type),
  checkStack: (resources) => {
    const writers = new Map<string, Set<string>>();
    for (const resource of resources.filter(({ type }) => isIam(type))) {
      const grant = grantOf(resource);
      if (grant === undefined || !WRITERS.includes(grant.role)) continue;
      const key = writable(resource, grant.targetKind);
      if (key === undefined) continue;
      const known = writers.get(key) ?? new Set();
      grant.members.filter(isMachine).forEach((member) => known.add(member));
      writers.set(key, known);
    }
    return resources
      .filter(({ type }) => type === REPOSITORY)
      .flatMap((repository): Finding[] => {
        const project = projectOf(repository) ?? "";
        const id = text(repository, "repositoryId") ?? "";
        const location = text(repository, "location") ?? "";
        const own = writers.get([project, location, id].join("/")) ?? [];
        const all = [...new Set([...own, ...(writers.get(project) ?? [])])].sort();
        return all.length > 1
          ? [{ urn: repository.urn, message: `can be written by ${all.length} machines: ${all.join(", ")}` }]
          : [];
      });
  },
};

/** The repository or project on which a writer role is granted; undefined for any other target. */
function writable(resource: PolicyResource, targetKind: string): string | undefined {
  const project = projectOf(resource);
  if (targetKind === "projects") return project;
  if (targetKind !== "artifactregistry/repository") return undefined;
  const repository = text(resource, "repository")?.split("/").at(-1);
  return [project, text(resource, "location"), repository].join("/");
}
