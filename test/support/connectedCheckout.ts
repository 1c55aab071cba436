import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { cleanClone } from "./cleanClone.ts";
import { githubConnections } from "./settings.ts";

/** A clone whose staging stack is connected to GitHub, without which builds have no triggers; removed after the test. */
export function connectedCheckout(): string {
  const checkout = cleanClone();
  const connections = `  k8s-registry:githubConnections: ${JSON.stringify(githubConnections)}\n`;
  appendFileSync(join(checkout, "Pulumi.staging.yaml"), connections);
  return checkout;
}
