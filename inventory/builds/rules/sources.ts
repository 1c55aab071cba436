import { error, warning, type Diagnostic } from "../../yaml/diagnostics.ts";
import { nearest } from "../../../terminal/nearest.ts";
import type { ProjectDeclaration, SourceDeclaration } from "../declarations.ts";
import type { Organizations } from "../orgs.ts";
import type { Declared } from "./declared.ts";

/**
 * The requirements rule (facts/upstream.md §9): images are staged only from code in organizations that the Kubernetes
 * project owns, or by an exception that SIG K8s Infra has approved. Upstream leaves this to reviewers.
 */
export function checkSources({ projects, organizations }: Declared): Diagnostic[] {
  return projects.flatMap((project) => [
    ...repeated(project),
    ...(organizations === undefined
      ? []
      : project.sources.flatMap((source) => checkSource(project.project, source, organizations))),
  ]);
}

function repeated({ sources }: ProjectDeclaration): Diagnostic[] {
  const first = new Map<string, SourceDeclaration>();
  return sources.flatMap((source) => {
    const other = first.get(source.repository);
    if (other === undefined) {
      first.set(source.repository, source);
      return [];
    }
    const message = `${source.repository} is already a source on line ${other.origin.line}`;
    return [error("duplicate-source", source.origin, message, "remove one of the two")];
  });
}

function checkSource(
  project: string,
  { repository, origin }: SourceDeclaration,
  organizations: Organizations,
): Diagnostic[] {
  const [organization = "", name] = repository.split("/");
  // A malformed repository is already reported.
  if (organization === "" || name === undefined) return [];
  const { file, owned, exceptions, refused } = organizations;
  const state = owned.get(organization);
  if (state === "active") return [];
  if (state === "inactive") {
    const message = `${repository} is a source of ${project}, but nobody works in ${organization} any more`;
    return [warning("inactive-source", origin, message, "name the repository that its code has moved to")];
  }
  if (exceptions.some((each) => each.repository === repository && each.projects.includes(project))) return [];

  const answer = refused.get(organization);
  const near = nearest(organization, [...owned.keys()]);
  const hint =
    answer !== undefined
      ? `SIG K8s Infra has refused ${organization}: ${answer}`
      : near !== undefined
        ? `did you mean ${near}/${name}?`
        : `move the code into an organisation of ${file}, or ask the leads of SIG K8s Infra for an exception and add it there`;
  const message = `${repository} cannot be a source of ${project}: the project does not own the organisation ${organization}`;
  return [error("source-not-owned", origin, message, hint)];
}
