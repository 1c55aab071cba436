import { ofTypes, type ResourceRule } from "../rule.ts";

const KEYS: Readonly<Record<string, string>> = {
  "gcp:serviceaccount/key:Key": "a service-account key",
  "gcp:storage/hmacKey:HmacKey": "an HMAC key",
  "aws:iam/accessKey:AccessKey": "an access key",
  "aws:iam/userLoginProfile:UserLoginProfile": "a password",
};

export const longLivedKeys: ResourceRule = {
  name: "long-lived-keys",
  description: "No credential is made that lives longer than the work it is for.",
  severity: "critical",
  remediation: "Let the workload prove who it is: workload identity federation, impersonation or OIDC.",
  url: "https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys",
  appliesTo: ofTypes(...Object.keys(KEYS)),
  check: ({ type }) => [`is ${KEYS[type] ?? "a key"}, which would be in the state and never expire`],
};
