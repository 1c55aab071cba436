import { grantOf, isIam } from "../grants.ts";
import { PROJECT, REPOSITORY, UNKNOWN, items, projectOf } from "../resource.ts";
import type { Finding, StackRule } from "../rule.ts";
import { WRITERS } from "./one-machine-writer.ts";

export const readOnly: StackRule = {
  name: "read-only",
  description: "Nobody pushes to a retired project, and nothing of it is cleaned up.",
  severity: "high",
  remediation: "Leave the roles that push without members, and make the cleanup policies a dry run.",
  url: "https://cloud.google.com/artifact-registry/docs/repositories/cleanup-policy",
  appliesTo: (type) => type === PROJECT || type === REPOSITORY || isIam(type),
  checkStack: (resources) => {
    const projects = resources.filter(({ type }) => type === PROJECT);
    const retired = new Set(
      projects.filter(({ props }) => props.deletionPolicy === "ABANDON").map(projectOf),
    );
    return resources
      .filter((resource) => resource.type !== PROJECT && retired.has(projectOf(resource)))
      .flatMap((resource): Finding[] => {
        const { urn, type, props } = resource;
        const grant = isIam(type) ? grantOf(resource) : undefined;
        if (grant !== undefined && WRITERS.includes(grant.role) && grant.members.length > 0)
          return [{ urn, message: `lets ${grant.members.join(", ")} push to a retired project` }];
        const dryRun = props.cleanupPolicyDryRun;
        const deletes = type === REPOSITORY && dryRun !== true && dryRun !== UNKNOWN;
        return deletes && items(resource, "cleanupPolicies").length > 0
          ? [{ urn, message: "cleans up images of a retired project" }]
          : [];
      });
  },
};
