import { Provider as GcpProvider } from "@pulumi/gcp/provider.js";

/**
 * The provider of every Google Cloud resource of a stack. Without this option it adds a label of its own to every
 * resource, and an adopted one shows a change (facts, gcp-provider.md, Further).
 */
export function gcpProvider(): GcpProvider {
  return new GcpProvider("gcp", { addPulumiAttributionLabel: false });
}
