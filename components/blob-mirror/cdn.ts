import type { Mirror, Mirrors } from "../../inventory/registry/mirrors/types.ts";
import type { Described } from "../described.ts";
import { VIEWER_REQUEST } from "./viewer-function.ts";

export interface CertificateArgs {
  readonly domainName: string;
  readonly validationMethod: "DNS";
  readonly region: string;
}

export interface FunctionArgs {
  readonly name: string;
  readonly comment: string;
  readonly runtime: "cloudfront-js-2.0";
  readonly code: string;
  readonly publish: true;
}

export interface CachePolicyArgs {
  readonly name: string;
  readonly comment: string;
  readonly minTtl: number;
  readonly defaultTtl: number;
  readonly maxTtl: number;
  readonly parametersInCacheKeyAndForwardedToOrigin: {
    cookiesConfig: { cookieBehavior: "none" };
    headersConfig: { headerBehavior: "none" };
    queryStringsConfig: { queryStringBehavior: "none" };
    enableAcceptEncodingBrotli: boolean;
    enableAcceptEncodingGzip: boolean;
  };
}

interface Origin {
  originId: string;
  domainName: string;
  originShield?: { enabled: boolean; originShieldRegion: string };
}

/** The distribution, without the cache policy and the function, whose ids only AWS knows. */
export interface DistributionArgs {
  readonly enabled: true;
  readonly comment: string;
  readonly aliases: string[];
  readonly httpVersion: "http2and3";
  readonly isIpv6Enabled: true;
  readonly priceClass: "PriceClass_All";
  readonly origins: Origin[];
  readonly originGroups: {
    originId: string;
    failoverCriteria: { statusCodes: number[] };
    members: { originId: string }[];
  }[];
  readonly defaultCacheBehavior: {
    readonly targetOriginId: string;
    readonly viewerProtocolPolicy: "https-only";
    readonly allowedMethods: string[];
    readonly cachedMethods: string[];
    readonly compress: false;
  };
  readonly restrictions: { geoRestriction: { restrictionType: "none" } };
  readonly viewerCertificate:
    | { cloudfrontDefaultCertificate: true }
    | { acmCertificateArn: string; minimumProtocolVersion: string; sslSupportMethod: "sni-only" };
}

/** The CDN for clients without a nearby bucket. */
export interface CdnDescription {
  readonly certificate: Described<CertificateArgs>;
  readonly viewerRequest: Described<FunctionArgs>;
  readonly cachePolicy: Described<CachePolicyArgs>;
  readonly distribution: Described<DistributionArgs>;
}

const DAY = 24 * 60 * 60;
/**
 * CloudFront accepts only certificates from this region:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
 */
const CERTIFICATE_REGION = "us-east-1";
/**
 * AWS's recommendation:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
 */
const MINIMUM_TLS = "TLSv1.2_2021";
/** Fail over only if the origin itself is failing. A missing layer is a 403, and is missing everywhere. */
const FAILOVER_STATUS = [500, 502, 503, 504];
/** The id of the origin group, unique within the distribution. */
const ORIGIN_GROUP = "mirrors";

/**
 * Describes the CDN (facts/upstream.md §5.1): layers never change, so they are cached for up to a year. It fetches from
 * the source bucket through an origin shield in its region, or from the failover (docs/adr/mirrors.md says why no
 * Lambda@Edge chooses the bucket). The alias requires the ARN of an issued certificate.
 */
export function describeCdn(name: string, mirrors: Mirrors, certificate: string | undefined): CdnDescription {
  const { source, cdn } = mirrors;
  const origins = [source, cdn.failover].flatMap((region) =>
    mirrors.mirrors.filter((mirror) => mirror.region === region).map((mirror) => originOf(mirror, source)),
  );
  return {
    certificate: {
      name: `${name}/${cdn.alias}`,
      args: { domainName: cdn.alias, validationMethod: "DNS", region: CERTIFICATE_REGION },
    },
    viewerRequest: {
      name: `${name}/viewer-request`,
      args: {
        name: `${name}-viewer-request`,
        comment: "Lets only layers pass",
        runtime: "cloudfront-js-2.0",
        code: VIEWER_REQUEST,
        publish: true,
      },
    },
    cachePolicy: {
      name: `${name}/cache-policy`,
      args: {
        name: `${name}-layers`,
        comment: "Layers never change",
        minTtl: DAY,
        defaultTtl: 30 * DAY,
        maxTtl: 365 * DAY,
        parametersInCacheKeyAndForwardedToOrigin: {
          cookiesConfig: { cookieBehavior: "none" },
          headersConfig: { headerBehavior: "none" },
          queryStringsConfig: { queryStringBehavior: "none" },
          // Layers are already compressed.
          enableAcceptEncodingBrotli: false,
          enableAcceptEncodingGzip: false,
        },
      },
    },
    distribution: {
      name: `${name}/distribution`,
      args: {
        enabled: true,
        comment: cdn.alias,
        aliases: certificate === undefined ? [] : [cdn.alias],
        httpVersion: "http2and3",
        isIpv6Enabled: true,
        priceClass: "PriceClass_All",
        origins,
        originGroups: [
          {
            originId: ORIGIN_GROUP,
            failoverCriteria: { statusCodes: FAILOVER_STATUS },
            members: origins.map(({ originId }) => ({ originId })),
          },
        ],
        defaultCacheBehavior: {
          targetOriginId: ORIGIN_GROUP,
          viewerProtocolPolicy: "https-only",
          allowedMethods: ["GET", "HEAD"],
          cachedMethods: ["GET", "HEAD"],
          compress: false,
        },
        restrictions: { geoRestriction: { restrictionType: "none" } },
        viewerCertificate:
          certificate === undefined
            ? { cloudfrontDefaultCertificate: true }
            : {
                acmCertificateArn: certificate,
                minimumProtocolVersion: MINIMUM_TLS,
                sslSupportMethod: "sni-only",
              },
      },
    },
  };
}

function originOf({ bucket, region }: Mirror, source: string): Origin {
  const origin = { originId: bucket, domainName: `${bucket}.s3.${region}.amazonaws.com` };
  if (region !== source) return origin;
  return { ...origin, originShield: { enabled: true, originShieldRegion: region } };
}
