import type { Fields } from "../provider/resourceType.ts";
import {
  numberSet,
  boolean,
  number,
  object,
  objectSet,
  objects,
  string,
  stringSet,
} from "../provider/shapes.ts";

/** The inputs of aws.cloudfront.Distribution that localcloud models; Check rejects all others. */
export const distributionFields: Fields = {
  enabled: boolean("required"),
  comment: string(),
  aliases: stringSet(),
  httpVersion: string({ default: "http2", oneOf: ["http1.1", "http2", "http3", "http2and3"] }),
  isIpv6Enabled: boolean(),
  priceClass: string({
    default: "PriceClass_All",
    oneOf: ["PriceClass_All", "PriceClass_200", "PriceClass_100"],
  }),
  retainOnDelete: boolean("stateOnly", { default: false }),
  waitForDeployment: boolean("stateOnly", { default: true }),
  origins: objectSet("required", {
    originId: string("required"),
    domainName: string("required"),
    originShield: object({ enabled: boolean("required"), originShieldRegion: string() }),
  }),
  originGroups: objectSet({
    originId: string("required"),
    failoverCriteria: object("required", { statusCodes: numberSet("required") }),
    members: objects("required", { originId: string("required") }),
  }),
  defaultCacheBehavior: object("required", {
    targetOriginId: string("required"),
    viewerProtocolPolicy: string("required", { oneOf: ["allow-all", "https-only", "redirect-to-https"] }),
    allowedMethods: stringSet("required"),
    cachedMethods: stringSet("required"),
    cachePolicyId: string(),
    compress: boolean(),
    functionAssociations: objectSet({
      eventType: string("required", { oneOf: ["viewer-request", "viewer-response"] }),
      functionArn: string("required"),
    }),
  }),
  customErrorResponses: objectSet({ errorCode: number("required"), errorCachingMinTtl: number() }),
  restrictions: object("required", {
    geoRestriction: object("required", {
      restrictionType: string("required", { oneOf: ["none", "whitelist", "blacklist"] }),
      locations: stringSet(),
    }),
  }),
  viewerCertificate: object("required", {
    cloudfrontDefaultCertificate: boolean(),
    acmCertificateArn: string(),
    minimumProtocolVersion: string(),
    sslSupportMethod: string({ oneOf: ["sni-only", "vip", "static-ip"] }),
  }),
};
