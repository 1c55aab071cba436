import { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import { Provider as GcpProvider } from "@pulumi/gcp/provider.js";
import type { Mirrors } from "../inventory/registry/mirrors/types.ts";

/**
 * The provider for all Google Cloud resources of a stack. Without this option, it adds its own label to every resource,
 * so adopted resources show a diff (facts, gcp-provider.md, Further).
 */
export function gcpProvider(): GcpProvider {
  return new GcpProvider("gcp", { addPulumiAttributionLabel: false });
}

/**
 * The provider for all AWS resources of a stack. One is sufficient, since resources set their own region. It works only
 * in the mirrors' account, regardless of the user's credentials. With a region set, STS issues tokens that are also
 * valid in opted-in regions (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html).
 */
export function awsProvider({ account, source }: Mirrors, roleArn: string): AwsProvider {
  return new AwsProvider("aws", {
    region: source,
    allowedAccountIds: [account],
    assumeRoles: [{ roleArn, sessionName: "k8s-registry" }],
  });
}
