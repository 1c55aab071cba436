import type { Field, ResourceType, Values } from "../provider/resourceType.ts";
import { boolean, number, object, string } from "../provider/shapes.ts";
import { AwsError, callOf } from "./apiError.ts";
import type { AwsCloud } from "./cloud.ts";
import { cloudfrontObjects, madeUp, madeUpUuid } from "./names.ts";

const behaviour = (name: string): Field =>
  object("required", { [name]: string("required", { oneOf: ["none", "all", "whitelist", "allExcept"] }) });

/**
 * aws.cloudfront.CachePolicy: AWS generates the id, which is also the import id. Lists of headers and so on are not
 * modeled.
 */
export const cloudfrontCachePolicy: ResourceType<AwsCloud> = {
  token: "aws:cloudfront/cachePolicy:CachePolicy",
  fields: {
    name: string("required", "replaces"),
    comment: string(),
    minTtl: number(),
    defaultTtl: number(),
    maxTtl: number(),
    parametersInCacheKeyAndForwardedToOrigin: object("required", {
      cookiesConfig: behaviour("cookieBehavior"),
      headersConfig: behaviour("headerBehavior"),
      queryStringsConfig: behaviour("queryStringBehavior"),
      enableAcceptEncodingBrotli: boolean(),
      enableAcceptEncodingGzip: boolean(),
    }),
  },
  computed: ["arn", "etag"],

  create(inputs, cloud) {
    const name = String(inputs.name);
    const action = `creating CloudFront Cache Policy (${name})`;
    const call = callOf("CloudFront", "CreateCachePolicy", action);
    const objects = cloudfrontObjects(cloud.account, "cachePolicies");
    if (cloud.store.list(objects).some(({ properties }) => properties.name === name)) {
      throw new AwsError(
        call,
        409,
        "CachePolicyAlreadyExists",
        "A cache policy with the same name already exists.",
      );
    }
    const fault = ttlFault(inputs);
    if (fault !== undefined) throw new AwsError(call, 400, "InvalidArgument", fault);
    const id = madeUpUuid("cache policy", cloud.account, name);
    cloud.store.create(`${objects}/${id}`, inputs);
    return { id, outputs: outputs(id, inputs, cloud) };
  },

  read(id, _state, cloud) {
    const found = findCachePolicy(cloud, id);
    return found && { id, outputs: outputs(id, found, cloud) };
  },

  find(_within, where, cloud) {
    const objects = cloud.store.list(cloudfrontObjects(cloud.account, "cachePolicies"), where);
    return objects.map(({ cloudName }) => cloudName.slice(cloudName.lastIndexOf("/") + 1));
  },

  update(id, _state, inputs, cloud) {
    const action = `updating CloudFront Cache Policy (${id})`;
    const fault = ttlFault(inputs);
    if (fault !== undefined) {
      throw new AwsError(callOf("CloudFront", "UpdateCachePolicy", action), 400, "InvalidArgument", fault);
    }
    cloud.store.update(`${cloudfrontObjects(cloud.account, "cachePolicies")}/${id}`, inputs);
    return outputs(id, inputs, cloud);
  },

  delete(id, _state, cloud) {
    if (findCachePolicy(cloud, id) === undefined) return;
    const used = JSON.stringify(cloud.store.list(cloudfrontObjects(cloud.account, "distributions")));
    if (used.includes(`"${id}"`)) {
      const call = callOf("CloudFront", "DeleteCachePolicy", `deleting CloudFront Cache Policy (${id})`);
      throw new AwsError(
        call,
        409,
        "CachePolicyInUse",
        "The cache policy is attached to one or more cache behaviors.",
      );
    }
    cloud.store.delete(`${cloudfrontObjects(cloud.account, "cachePolicies")}/${id}`);
  },
};

/** A cache policy of the account; those that AWS manages are not modeled. */
export function findCachePolicy(cloud: AwsCloud, id: string): Values | undefined {
  return id === ""
    ? undefined
    : cloud.store.read(`${cloudfrontObjects(cloud.account, "cachePolicies")}/${id}`);
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html, with its defaults. */
function ttlFault({ minTtl = 0, defaultTtl = 86_400, maxTtl = 31_536_000 }: Values): string | undefined {
  const ordered = Number(minTtl) <= Number(defaultTtl) && Number(defaultTtl) <= Number(maxTtl);
  return ordered ? undefined : "The parameter MinTTL must not be above DefaultTTL, nor that above MaxTTL.";
}

function outputs(id: string, found: Values, { account }: AwsCloud): Values {
  const etag = `E${madeUp(JSON.stringify(found)).slice(0, 13).toUpperCase()}`;
  return { ...found, arn: `arn:aws:cloudfront::${account}:cache-policy/${id}`, etag };
}
