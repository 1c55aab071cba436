import type { ResourceType, Values } from "../provider/resourceType.ts";
import { findCertificate } from "./acmCertificate.ts";
import { AwsError, callOf, type Call } from "./apiError.ts";
import type { AwsCloud } from "./cloud.ts";
import { findCachePolicy } from "./cloudfrontCachePolicy.ts";
import { distributionFields } from "./cloudfrontDistributionFields.ts";
import { isLive } from "./cloudfrontFunction.ts";
import { cloudfrontObjects, madeUp } from "./names.ts";

/** The inputs that the checks use, by the SDK's names. */
interface Distribution {
  readonly aliases?: readonly string[];
  readonly origins: readonly { readonly originId: string }[];
  readonly originGroups?: readonly {
    readonly originId: string;
    readonly members: readonly { readonly originId: string }[];
  }[];
  readonly defaultCacheBehavior: {
    readonly targetOriginId: string;
    readonly cachePolicyId?: string;
    readonly functionAssociations?: readonly { readonly functionArn: string }[];
  };
  readonly viewerCertificate: { readonly acmCertificateArn?: string };
}

/**
 * aws.cloudfront.Distribution: AWS generates the id, which is also the import id.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html
 */
export const cloudfrontDistribution: ResourceType<AwsCloud> = {
  token: "aws:cloudfront/distribution:Distribution",
  fields: distributionFields,
  computed: ["arn", "domainName", "hostedZoneId", "etag", "status", "callerReference"],

  create(inputs, cloud) {
    const call = callOf("CloudFront", "CreateDistribution", "creating CloudFront Distribution");
    const objects = cloudfrontObjects(cloud.account, "distributions");
    refuse(inputs, undefined, cloud, call);
    const seed = madeUp(
      "distribution",
      cloud.account,
      JSON.stringify(inputs.origins),
      JSON.stringify(inputs.comment),
    );
    const id = `E${BigInt(`0x${seed}`).toString(36).toUpperCase().slice(0, 13)}`;
    cloud.store.create(`${objects}/${id}`, inputs);
    return { id, outputs: outputs(id, inputs, cloud) };
  },

  read(id, _state, cloud) {
    const found = /^[A-Z0-9]+$/.test(id) ? cloud.store.read(objectOf(cloud, id)) : undefined;
    return found && { id, outputs: outputs(id, found, cloud) };
  },

  find(_within, where, cloud) {
    const objects = cloud.store.list(cloudfrontObjects(cloud.account, "distributions"), where);
    return objects.map(({ cloudName }) => cloudName.slice(cloudName.lastIndexOf("/") + 1));
  },

  update(id, _state, inputs, cloud) {
    const action = `updating CloudFront Distribution (${id})`;
    refuse(inputs, id, cloud, callOf("CloudFront", "UpdateDistribution", action));
    cloud.store.update(objectOf(cloud, id), inputs);
    return outputs(id, inputs, cloud);
  },

  /** The real plugin disables the distribution, waits, and then deletes it. */
  delete(id, { retainOnDelete }, cloud) {
    if (cloud.store.read(objectOf(cloud, id)) === undefined) return;
    if (retainOnDelete === true)
      cloud.store.modify(objectOf(cloud, id), (found) => ({ ...found, enabled: false }));
    else cloud.store.delete(objectOf(cloud, id));
  },
};

function refuse(inputs: Values, own: string | undefined, cloud: AwsCloud, call: Call): void {
  const distribution = inputs as unknown as Distribution;
  const { origins, originGroups = [], defaultCacheBehavior: behaviour } = distribution;
  const invalid = (code: string, message: string) => new AwsError(call, 400, code, message);
  const originIds = origins.map(({ originId }) => originId);
  const missing = originGroups
    .flatMap(({ members }) => members.map(({ originId }) => originId))
    .concat(behaviour.targetOriginId)
    .find((id) => !originIds.includes(id) && !originGroups.some(({ originId }) => originId === id));
  if (missing !== undefined) {
    throw invalid("NoSuchOrigin", `One or more of your origins or origin groups do not exist: ${missing}`);
  }
  if (originGroups.some(({ members }) => members.length !== 2)) {
    throw invalid("InvalidArgument", "An origin group must have two members.");
  }
  const policy = behaviour.cachePolicyId;
  if (policy === undefined || findCachePolicy(cloud, policy) === undefined) {
    throw invalid("NoSuchCachePolicy", `The specified cache policy does not exist: ${policy ?? ""}`);
  }
  const dead = behaviour.functionAssociations?.find(({ functionArn }) => !isLive(cloud, functionArn));
  if (dead !== undefined) {
    const message = `The function ${dead.functionArn} does not exist or is not published.`;
    throw invalid("InvalidFunctionAssociation", message);
  }
  refuseAliases(distribution, own, cloud, call);
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html and cnames-and-https-requirements.html */
function refuseAliases(
  { aliases = [], viewerCertificate }: Distribution,
  own: string | undefined,
  cloud: AwsCloud,
  call: Call,
): void {
  const refused = (message: string) => new AwsError(call, 400, "InvalidViewerCertificate", message);
  const arn = viewerCertificate.acmCertificateArn;
  const certificate = arn === undefined ? undefined : findCertificate(cloud, arn);
  if (arn !== undefined) {
    if (!arn.startsWith("arn:aws:acm:us-east-1:")) {
      throw refused(
        "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
      );
    }
    if (certificate?.status !== "ISSUED") {
      throw refused(`The specified SSL certificate doesn't exist or is not issued: ${arn}`);
    }
  }
  for (const alias of aliases) {
    const covers = String(certificate?.domainName);
    if (certificate === undefined || (covers !== alias && covers !== alias.replace(/^[^.]+/, "*"))) {
      throw refused(
        "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate " +
          `that validates your authorization to use the domain name: ${alias}`,
      );
    }
    const taken = cloud.store
      .list("cloudfront.amazonaws.com")
      .some(
        ({ cloudName, properties }) => !cloudName.endsWith(`/${own ?? ""}`) && hasAlias(properties, alias),
      );
    if (taken) {
      const message = `One or more of the CNAMEs you provided are already associated with a different resource: ${alias}`;
      throw new AwsError(call, 409, "CNAMEAlreadyExists", message);
    }
  }
}

function hasAlias({ aliases }: Values, alias: string): boolean {
  return Array.isArray(aliases) && aliases.includes(alias);
}

function objectOf({ account }: AwsCloud, id: string): string {
  return `${cloudfrontObjects(account, "distributions")}/${id}`;
}

function outputs(id: string, found: Values, { account }: AwsCloud): Values {
  const name = madeUp("domain", account, id);
  return {
    ...found,
    arn: `arn:aws:cloudfront::${account}:distribution/${id}`,
    domainName: `d${BigInt(`0x${name}`).toString(36).slice(0, 13)}.cloudfront.net`,
    // The same for every distribution: https://docs.aws.amazon.com/general/latest/gr/cf_region.html
    hostedZoneId: "Z2FDTNDATAQYW2",
    status: "Deployed",
  };
}
