import { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import { Provider as GcpProvider } from "@pulumi/gcp/provider.js";
import type { Mirrors } from "../inventory/registry/mirrors/types.ts";

/**
 * The provider of every Google Cloud resource of a stack. Without this option it adds a label of its own to every
 * resource, and an adopted one shows a change (facts, gcp-provider.md, Further).
 */
export function gcpProvider(): GcpProvider {
  return new GcpProvider("gcp", { addPulumiAttributionLabel: false });
}

/**
 * The provider of every AWS resource of a stack: one process, since resources name their region themselves. It works in
 * no other account than the mirrors', whatever the user's credentials are for. A named region also has STS give tokens
 * that are valid in regions that were opted in to
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html).
 */
export function awsProvider({ account, source }: Mirrors, roleArn: string): AwsProvider {
  return new AwsProvider("aws", {
    region: source,
    allowedAccountIds: [account],
    assumeRoles: [{ roleArn, sessionName: "k8s-registry" }],
  });
}
