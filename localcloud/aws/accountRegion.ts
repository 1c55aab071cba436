import { awsRegions, optInAwsRegions } from "../../inventory/registry/aws-regions.ts";
import type { ResourceType, Values } from "../provider/resourceType.ts";
import { boolean, string } from "../provider/shapes.ts";
import { AwsError, callOf } from "./apiError.ts";
import type { AwsCloud } from "./cloud.ts";
import { regionObject } from "./names.ts";
import { isEnabled } from "./regions.ts";

/**
 * aws.account.Region: whether the account may use a region. The id and import id are the region's name.
 *
 * Source: internal/service/account/region.go of terraform-provider-aws. Deleting it leaves the region as it is. In the
 * real cloud, enabling takes minutes to hours.
 */
export const accountRegion: ResourceType<AwsCloud> = {
  token: "aws:account/region:Region",
  fields: {
    regionName: string("required", "replaces"),
    enabled: boolean("required"),
  },
  computed: ["optStatus"],

  create(inputs, cloud) {
    const region = String(inputs.regionName);
    return { id: region, outputs: put(region, inputs, cloud) };
  },

  read(id, _state, cloud) {
    return awsRegions.includes(id) ? { id, outputs: outputs(id, cloud) } : undefined;
  },

  update: (id, _state, inputs, cloud) => put(id, inputs, cloud),

  delete: () => undefined,
};

function put(region: string, { enabled }: Values, cloud: AwsCloud): Values {
  const operation = enabled === true ? "EnableRegion" : "DisableRegion";
  const call = callOf("Account", operation, `creating Account Region (${region})`);
  if (!awsRegions.includes(region)) {
    throw new AwsError(call, 400, "ValidationException", `Invalid region name: ${region}`);
  }
  // https://docs.aws.amazon.com/accounts/latest/APIReference/API_DisableRegion.html
  if (!optInAwsRegions.includes(region)) {
    const message = `Region ${region} is enabled by default and cannot be enabled or disabled.`;
    throw new AwsError(call, 400, "ValidationException", message);
  }
  cloud.store.modify(regionObject(cloud.account, region), () => ({ enabled: enabled === true }));
  return outputs(region, cloud);
}

function outputs(regionName: string, cloud: AwsCloud): Values {
  const enabled = isEnabled(regionName, cloud);
  const byDefault = !optInAwsRegions.includes(regionName);
  const optStatus = byDefault ? "ENABLED_BY_DEFAULT" : enabled ? "ENABLED" : "DISABLED";
  return { regionName, enabled, optStatus };
}
