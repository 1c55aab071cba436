import type { Fields } from "../provider/resourceType.ts";

/** The inputs of aws.cloudfront.Distribution that localcloud models; Check rejects all others. */
export const distributionFields: Fields = {
  enabled: { shape: "boolean", required: true },
  comment: { shape: "string" },
  aliases: { shape: { set: "string" } },
  httpVersion: { shape: "string", default: "http2", oneOf: ["http1.1", "http2", "http3", "http2and3"] },
  isIpv6Enabled: { shape: "boolean" },
  priceClass: {
    shape: "string",
    default: "PriceClass_All",
    oneOf: ["PriceClass_All", "PriceClass_200", "PriceClass_100"],
  },
  retainOnDelete: { shape: "boolean", default: false, stateOnly: true },
  waitForDeployment: { shape: "boolean", default: true, stateOnly: true },
  origins: {
    required: true,
    shape: {
      set: {
        object: {
          originId: { shape: "string", required: true },
          domainName: { shape: "string", required: true },
          originShield: {
            shape: {
              object: {
                enabled: { shape: "boolean", required: true },
                originShieldRegion: { shape: "string" },
              },
            },
          },
        },
      },
    },
  },
  originGroups: {
    shape: {
      set: {
        object: {
          originId: { shape: "string", required: true },
          failoverCriteria: {
            required: true,
            shape: { object: { statusCodes: { shape: { set: "number" }, required: true } } },
          },
          members: {
            required: true,
            shape: { list: { object: { originId: { shape: "string", required: true } } } },
          },
        },
      },
    },
  },
  defaultCacheBehavior: {
    required: true,
    shape: {
      object: {
        targetOriginId: { shape: "string", required: true },
        viewerProtocolPolicy: {
          shape: "string",
          required: true,
          oneOf: ["allow-all", "https-only", "redirect-to-https"],
        },
        allowedMethods: { shape: { set: "string" }, required: true },
        cachedMethods: { shape: { set: "string" }, required: true },
        cachePolicyId: { shape: "string" },
        compress: { shape: "boolean" },
        functionAssociations: {
          shape: {
            set: {
              object: {
                eventType: { shape: "string", required: true, oneOf: ["viewer-request", "viewer-response"] },
                functionArn: { shape: "string", required: true },
              },
            },
          },
        },
      },
    },
  },
  customErrorResponses: {
    shape: {
      set: {
        object: {
          errorCode: { shape: "number", required: true },
          errorCachingMinTtl: { shape: "number" },
        },
      },
    },
  },
  restrictions: {
    required: true,
    shape: {
      object: {
        geoRestriction: {
          required: true,
          shape: {
            object: {
              restrictionType: { shape: "string", required: true, oneOf: ["none", "whitelist", "blacklist"] },
              locations: { shape: { set: "string" } },
            },
          },
        },
      },
    },
  },
  viewerCertificate: {
    required: true,
    shape: {
      object: {
        cloudfrontDefaultCertificate: { shape: "boolean" },
        acmCertificateArn: { shape: "string" },
        minimumProtocolVersion: { shape: "string" },
        sslSupportMethod: { shape: "string", oneOf: ["sni-only", "vip", "static-ip"] },
      },
    },
  },
};
