import { BUCKET, S3_BUCKETS, SERVICE } from "../resource.ts";
import { ofTypes, type ResourceRule } from "../rule.ts";

/** Properties, by type, that make a deletion extend to contents or dependents. */
const SWITCHES: Readonly<Record<string, string>> = {
  [BUCKET]: "forceDestroy",
  ...Object.fromEntries(S3_BUCKETS.map((type) => [type, "forceDestroy"])),
  [SERVICE]: "disableOnDestroy",
  "gcp:bigquery/dataset:Dataset": "deleteContentsOnDestroy",
};

export const emptying: ResourceRule = {
  name: "emptying",
  description: "Deleting a container never deletes its contents, and forgetting a service never disables it.",
  severity: "critical",
  remediation: "Leave the switch off. What has to go is emptied by a person first.",
  url: "https://www.pulumi.com/registry/packages/gcp/api-docs/storage/bucket/#forcedestroy_nodejs",
  appliesTo: ofTypes(...Object.keys(SWITCHES)),
  check: ({ type, props }) => {
    const key = SWITCHES[type] ?? "";
    return props[key] === true ? [`has ${key}: true`] : [];
  },
};
