import { BUCKET, REPOSITORY, UNKNOWN, items, text } from "../resource.ts";
import { ofTypes, type ResourceRule } from "../rule.ts";

export const retention: ResourceRule = {
  name: "retention",
  description: "Every repository and bucket declares how long it keeps data.",
  severity: "medium",
  remediation:
    "Give a repository cleanup policies and a bucket a lifecycle rule or a retention policy. What is kept for good says " +
    "so by deletionPolicy PREVENT, or is listed in infra/policy-exceptions.yaml with the reason.",
  url: "https://cloud.google.com/artifact-registry/docs/repositories/cleanup-policy-overview",
  appliesTo: ofTypes(REPOSITORY, BUCKET),
  check: (resource) => {
    const { props } = resource;
    // Production: images and files in public use stay, even if a location is retired.
    if (["PREVENT", "ABANDON"].includes(text(resource, "deletionPolicy") ?? "")) return [];
    if (resource.type === REPOSITORY) {
      const { cleanupPolicies } = props;
      if (cleanupPolicies === UNKNOWN || items(resource, "cleanupPolicies").length > 0) return [];
      // A remote or virtual repository stores no images of its own.
      const mode = text(resource, "mode");
      return mode === undefined || mode === "STANDARD_REPOSITORY" ? ["has no cleanup policy"] : [];
    }
    const { lifecycleRules, retentionPolicy } = props;
    if (lifecycleRules === UNKNOWN || retentionPolicy !== undefined) return [];
    return items(resource, "lifecycleRules").length > 0
      ? []
      : ["has neither a lifecycle rule nor a retention policy"];
  },
};
