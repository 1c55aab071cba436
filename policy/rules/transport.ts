import { UNKNOWN, at, items, text, type PolicyResource } from "../resource.ts";
import { ofTypes, type ResourceRule } from "../rule.ts";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const SSL_POLICY = "gcp:compute/sSLPolicy:SSLPolicy";
const HTTPS_PROXY = "gcp:compute/targetHttpsProxy:TargetHttpsProxy";
/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html */
const MODERN = /^TLSv1\.[23]_20(2[1-9]|[3-9]\d)$/;

export const transport: ResourceRule = {
  name: "transport",
  description: "What the world reads from is served over TLS 1.2 or later only.",
  severity: "high",
  remediation:
    "CloudFront: redirect-to-https and TLSv1.2_2021. Google: an SSL policy with TLS_1_2 on the HTTPS proxy.",
  url: "https://cloud.google.com/load-balancing/docs/ssl-policies-concepts",
  appliesTo: ofTypes(DISTRIBUTION, SSL_POLICY, HTTPS_PROXY),
  check: (resource) => {
    switch (resource.type) {
      case DISTRIBUTION:
        return ofDistribution(resource);
      case SSL_POLICY: {
        const version = at(resource.props, ["minTlsVersion"]);
        return version === UNKNOWN || version === "TLS_1_2" || version === "TLS_1_3"
          ? []
          : [`allows ${typeof version === "string" ? version : "TLS_1_0"}; TLS_1_2 is the least`];
      }
      default:
        return resource.props.sslPolicy === undefined ? ["has no SSL policy, and would allow TLS 1.0"] : [];
    }
  },
};

function ofDistribution(distribution: PolicyResource): string[] {
  const behaviors = [
    at(distribution.props, ["defaultCacheBehavior"]),
    ...items(distribution, "orderedCacheBehaviors"),
  ];
  const policies = behaviors.map((behavior) => at(behavior, ["viewerProtocolPolicy"]));
  const version = text(distribution, "viewerCertificate", "minimumProtocolVersion");
  return [
    ...(policies.includes("allow-all") ? ["answers without TLS (viewerProtocolPolicy: allow-all)"] : []),
    ...(version !== undefined && !MODERN.test(version)
      ? [`allows ${version}; TLSv1.2_2021 is the least`]
      : []),
  ];
}
