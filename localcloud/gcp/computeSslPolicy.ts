import { string } from "../provider/shapes.ts";
import { computeType, globalUsers, nameField } from "./compute.ts";
import { namedType } from "./namedType.ts";

/** gcp.compute.SSLPolicy, without custom features. */
export const computeSslPolicy = namedType({
  ...computeType,
  token: "gcp:compute/sSLPolicy:SSLPolicy",
  name: "projects/{project}/global/sslPolicies/{name}",
  fields: {
    name: nameField,
    description: string("replaces"),
    profile: string({ default: "COMPATIBLE", oneOf: ["COMPATIBLE", "MODERN", "RESTRICTED", "FIPS_202205"] }),
    minTlsVersion: string({ default: "TLS_1_0", oneOf: ["TLS_1_0", "TLS_1_1", "TLS_1_2", "TLS_1_3"] }),
  },

  /** https://cloud.google.com/load-balancing/docs/ssl-policies-concepts: a minimum of TLS 1.3 requires RESTRICTED. */
  fault: ({ profile, minTlsVersion }) =>
    minTlsVersion === "TLS_1_3" && profile !== "RESTRICTED"
      ? `Invalid value for field 'resource.minTlsVersion': 'TLS_1_3'. The profile must be RESTRICTED, not ${String(profile)}.`
      : undefined,

  users: globalUsers("targetHttpsProxies"),
});
