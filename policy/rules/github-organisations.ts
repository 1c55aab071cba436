import { LINKED_REPOSITORY, TRIGGER, text } from "../resource.ts";
import type { ResourceRule } from "../rule.ts";
import { ofTypes } from "../rule.ts";

/** facts/upstream.md §9: the project-owned organisations that are active, and etcd-io, which peribolos manages too. */
const PROJECT_OWNED = [
  "etcd-io",
  "kubernetes",
  "kubernetes-client",
  "kubernetes-csi",
  "kubernetes-nightly",
  "kubernetes-retired",
  "kubernetes-security",
  "kubernetes-sigs",
];

export const githubOrganisations: ResourceRule = {
  name: "github-organisations",
  description: "An image is built from a repository of an organisation that the project owns.",
  severity: "high",
  remediation:
    "Move the code into such an organisation, or have SIG K8s Infra except it in infra/policy-exceptions.yaml.",
  url: "https://github.com/kubernetes/community/blob/master/github-management/README.md#project-owned-organizations",
  appliesTo: ofTypes(LINKED_REPOSITORY, TRIGGER),
  check: (resource) => {
    const uri =
      text(resource, "remoteUri") ??
      text(resource, "sourceToBuild", "uri") ??
      text(resource, "gitFileSource", "uri");
    const owner = text(resource, "github", "owner") ?? (uri === undefined ? undefined : ownerIn(uri));
    if (owner === undefined || PROJECT_OWNED.includes(owner)) return [];
    return [
      `takes its source from ${owner === "" ? (uri ?? "") : owner}, which is no organisation of the project`,
    ];
  },
};

/** The organisation of a GitHub URL; empty for any other host. */
function ownerIn(uri: string): string {
  return /^https:\/\/github\.com\/([\w.-]+)\//.exec(uri)?.[1] ?? "";
}
