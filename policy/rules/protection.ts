import {
  BUCKET,
  CLOUD_RUN_SERVICE,
  PROJECT,
  REPOSITORY,
  S3_BUCKETS,
  UNKNOWN,
  projectOf,
  type PolicyResource,
} from "../resource.ts";
import type { Finding, StackRule } from "../rule.ts";

/** Types that cannot be recreated as they were: data, keys, and addresses that public DNS records point to. */
const IRREPLACEABLE = [
  PROJECT,
  BUCKET,
  REPOSITORY,
  ...S3_BUCKETS,
  "gcp:kms/keyRing:KeyRing",
  "gcp:kms/cryptoKey:CryptoKey",
  "gcp:bigquery/dataset:Dataset",
  "gcp:compute/globalAddress:GlobalAddress",
  "aws:cloudfront/distribution:Distribution",
];

export const protection: StackRule = {
  name: "protection",
  description: "What cannot be made again is protected on every layer, until its project is retired.",
  severity: "critical",
  remediation:
    "Make it with `protect: true`, a project with deletionPolicy PREVENT as well. `state: retired` is the way out.",
  url: "https://www.pulumi.com/docs/iac/concepts/options/protect/",
  appliesTo: (type) => IRREPLACEABLE.includes(type) || type === CLOUD_RUN_SERVICE,
  checkStack: (resources) => {
    const projects = resources.filter(({ type }) => type === PROJECT);
    const retired = new Set(
      projects.filter(({ props }) => props.deletionPolicy === "ABANDON").map(projectOf),
    );
    return resources.flatMap((resource): Finding[] => {
      const ownWord = resource.type !== PROJECT && resource.props.deletionPolicy === "ABANDON";
      const isRetired = ownWord || retired.has(projectOf(resource));
      const messages = [
        ...(resource.type === PROJECT ? ofProject(resource) : []),
        ...(IRREPLACEABLE.includes(resource.type) && !isRetired && !resource.protect
          ? ["is not protected, and could be deleted by a change of the data"]
          : []),
        ...(resource.type === CLOUD_RUN_SERVICE && resource.props.deletionProtection === false
          ? ["has deletionProtection: false"]
          : []),
      ];
      return messages.map((message) => ({ urn: resource.urn, message }));
    });
  },
};

/** PREVENT is also the provider's default (facts/gcp-provider.md). */
function ofProject({ props: { deletionPolicy = "PREVENT" }, protect }: PolicyResource): string[] {
  if (deletionPolicy === "PREVENT" || deletionPolicy === UNKNOWN) return [];
  if (deletionPolicy !== "ABANDON") return [`has deletionPolicy ${String(deletionPolicy)}, not PREVENT`];
  return protect ? ["is retired by deletionPolicy ABANDON, but still protected"] : [];
}
