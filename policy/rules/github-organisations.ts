import { mayBeSource } from "../organizations.ts";
import { LINKED_REPOSITORY, TRIGGER, projectOf, text, type PolicyResource } from "../resource.ts";
import { ofTypes, type ResourceRule } from "../rule.ts";

export const githubOrganisations: ResourceRule = {
  name: "github-organisations",
  description: "An image is built from a repository of an organisation that the project owns.",
  severity: "high",
  remediation: "Move the code into such an organisation, or have SIG K8s Infra except it in infra/orgs.yaml.",
  url: "https://github.com/kubernetes/community/blob/master/github-management/README.md#project-owned-organizations",
  appliesTo: ofTypes(LINKED_REPOSITORY, TRIGGER),
  check: (resource) =>
    sourcesOf(resource)
      .filter((source) => !mayBeSource(source, projectOf(resource)))
      .map((source) => `takes its source from ${source}, which is in no organisation of the project`),
};

/** The sources of a resource: `<owner>/<name>` on GitHub, the full URL on any other host. */
function sourcesOf(resource: PolicyResource): string[] {
  const owner = text(resource, "github", "owner");
  const hooked = owner === undefined ? [] : [`${owner}/${text(resource, "github", "name") ?? ""}`];
  const uris = [["remoteUri"], ["sourceToBuild", "uri"], ["gitFileSource", "uri"]].flatMap(
    (path) => text(resource, ...path) ?? [],
  );
  return [
    ...hooked,
    ...uris.map((uri) => /^https:\/\/github\.com\/([^/]+\/.+?)(\.git)?$/.exec(uri)?.[1] ?? uri),
  ];
}
