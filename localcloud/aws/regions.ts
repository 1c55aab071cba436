import { awsRegions, optInAwsRegions } from "../../inventory/registry/aws-regions.ts";
import type { Values } from "../provider/resourceType.ts";
import { AwsError, type Call } from "./apiError.ts";
import type { AwsCloud } from "./cloud.ts";
import { regionObject } from "./names.ts";

/** The resource's own region, or else the provider's. */
export function regionOf(inputs: Values, cloud: AwsCloud): string {
  return typeof inputs.region === "string" ? inputs.region : cloud.region;
}

/**
 * Splits an import id: `<id>@<region>`, or `<id>` in the provider's own region
 * (https://hashicorp.github.io/terraform-provider-aws/enhanced-region-support/).
 */
export function importedFrom(
  importId: string,
  { region }: AwsCloud,
): { readonly id: string; readonly region: string } {
  const [id = "", own = region] = importId.split("@");
  return { id, region: own };
}

/**
 * Throws when the region does not exist (the plugin finds no endpoint) or the account has not opted in to it: there,
 * the account's credentials are not valid
 * (https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html).
 */
export function requireRegion(region: string, cloud: AwsCloud, call: Call): void {
  if (!awsRegions.includes(region)) {
    const reason = `lookup s3.${region}.amazonaws.com: no such host`;
    throw new Error(`${call.action}: operation error ${call.service}: ${call.operation}, ${reason}`);
  }
  if (isEnabled(region, cloud)) return;
  const hint = `the account ${cloud.account} has not opted in to ${region}`;
  throw new AwsError(
    call,
    400,
    "InvalidToken",
    `The provided token is malformed or otherwise invalid. (${hint})`,
  );
}

/** Whether the region needs no opt-in, or the account has opted in to it. */
export function isEnabled(region: string, { store, account }: AwsCloud): boolean {
  return !optInAwsRegions.includes(region) || store.read(regionObject(account, region))?.enabled === true;
}
