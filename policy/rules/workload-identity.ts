import { UNKNOWN, text } from "../resource.ts";
import { ofTypes, type ResourceRule } from "../rule.ts";

export const workloadIdentity: ResourceRule = {
  name: "workload-identity",
  description: "A pool trusts an outside issuer only over TLS, and only for what its condition names.",
  severity: "critical",
  remediation:
    "Set attributeCondition to the repository and ref (GitHub), or the service account (Kubernetes), that is meant.",
  url: "https://cloud.google.com/iam/docs/best-practices-for-using-workload-identity-federation",
  appliesTo: ofTypes("gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider"),
  check: (provider) => {
    const issuer = text(provider, "oidc", "issuerUri");
    const condition = provider.props.attributeCondition;
    return [
      ...(condition === undefined || condition === ""
        ? ["has no attributeCondition: everybody whom the issuer knows could come in"]
        : []),
      ...(condition !== UNKNOWN && typeof condition === "string" && /^\s*true\s*$/.test(condition)
        ? ["has a condition that is always true"]
        : []),
      ...(issuer !== undefined && !issuer.startsWith("https://")
        ? [`trusts the issuer ${issuer}, which is not https`]
        : []),
    ];
  },
};
