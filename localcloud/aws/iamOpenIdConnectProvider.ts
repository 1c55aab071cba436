import type { ResourceType, Values } from "../provider/resourceType.ts";
import { string, stringSet, strings } from "../provider/shapes.ts";
import { isUnknown } from "../provider/unknown.ts";
import type { Properties } from "../store/objectFile.ts";
import { AwsError, callOf } from "./apiError.ts";
import type { AwsCloud } from "./cloud.ts";
import { oidcProviderObject } from "./names.ts";

/**
 * aws.iam.OpenIdConnectProvider: the id and import id are the ARN. An account has one per issuer.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
 */
export const iamOpenIdConnectProvider: ResourceType<AwsCloud> = {
  token: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  fields: {
    url: string("required", "replaces", { same: (a, b) => issuerOf(a) === issuerOf(b) }),
    clientIdLists: stringSet("required"),
    thumbprintLists: strings("computed"),
  },
  computed: ["arn"],

  check({ url }) {
    if (typeof url !== "string" || isUnknown(url) || /^https:\/\/[^/?#]+(\/[^?#]*)?$/.test(url)) return [];
    return [{ property: "url", reason: `expected "url" to have a host and the scheme https, got ${url}` }];
  },

  create(inputs, cloud) {
    const issuer = issuerOf(inputs.url);
    const action = `creating IAM OIDC Provider (https://${issuer})`;
    const call = callOf("IAM", "CreateOpenIDConnectProvider", action);
    if (String(inputs.url).length > 255) {
      throw new AwsError(call, 400, "ValidationError", "Member must have length less than or equal to 255");
    }
    const properties = stored(issuer, inputs);
    cloud.store.create(oidcProviderObject(cloud.account, issuer), properties, () => {
      const message = `Provider with url https://${issuer} already exists.`;
      return new AwsError(call, 409, "EntityAlreadyExists", message);
    });
    return { id: arnOf(issuer, cloud), outputs: outputs(properties, cloud) };
  },

  read(id, _state, cloud) {
    const issuer = issuerIn(id, cloud);
    const found =
      issuer === undefined ? undefined : cloud.store.read(oidcProviderObject(cloud.account, issuer));
    return found && { id, outputs: outputs(found, cloud) };
  },

  update(id, _state, inputs, cloud) {
    const issuer = String(issuerIn(id, cloud));
    const properties = stored(issuer, inputs);
    cloud.store.update(oidcProviderObject(cloud.account, issuer), properties);
    return outputs(properties, cloud);
  },

  delete(id, _state, cloud) {
    const object = oidcProviderObject(cloud.account, String(issuerIn(id, cloud)));
    cloud.store.remove(object);
  },
};

/** IAM stores the URL without its scheme and trailing slash. */
function issuerOf(url: unknown): string {
  return String(url)
    .replace(/^https:\/\//, "")
    .replace(/\/$/, "");
}

function arnOf(issuer: string, { account }: AwsCloud): string {
  return `arn:aws:iam::${account}:oidc-provider/${issuer}`;
}

function issuerIn(arn: string, cloud: AwsCloud): string | undefined {
  const prefix = arnOf("", cloud);
  return arn.startsWith(prefix) && arn.length > prefix.length ? arn.slice(prefix.length) : undefined;
}

function stored(url: string, { clientIdLists }: Values): Properties {
  // IAM trusts well-known authorities without a thumbprint, and retrieves one itself for others.
  return { url, clientIdLists, thumbprintLists: [] };
}

function outputs(found: Properties, cloud: AwsCloud): Values {
  return { ...found, arn: arnOf(String(found.url), cloud) };
}
