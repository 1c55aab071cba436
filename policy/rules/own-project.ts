import { projectIdPattern } from "../../inventory/projects/naming.ts";
import { PROJECT, projectOf } from "../resource.ts";
import type { ResourceRule } from "../rule.ts";

export const ownProject: ResourceRule = {
  name: "own-project",
  description: "What belongs to a staging project is made in that project.",
  severity: "high",
  remediation: "Give the resource the project that its logical name starts with.",
  url: "https://cloud.google.com/resource-manager/docs/cloud-platform-resource-hierarchy",
  appliesTo: (type) => type.startsWith("gcp:") && type !== PROJECT,
  check: (resource) => {
    const [owner = "", inside] = resource.name.split("/", 2);
    const project = projectOf(resource);
    const named = inside !== undefined && owner.startsWith("k8s-") && projectIdPattern.test(owner);
    return named && project !== undefined && project !== owner
      ? [`is in the project ${project}, but belongs to ${owner}`]
      : [];
  },
};
