import { string } from "../provider/shapes.ts";
import { CERTIFICATE_MANAGER } from "./certificatemanager.ts";
import { computeLinkFault, computeType, globalUsers, nameField } from "./compute.ts";
import { linkFault, sameLink } from "./links.ts";
import { namedType } from "./namedType.ts";

/** gcp.compute.TargetHttpsProxy with a certificate map. */
export const computeTargetHttpsProxy = namedType({
  ...computeType,
  token: "gcp:compute/targetHttpsProxy:TargetHttpsProxy",
  name: "projects/{project}/global/targetHttpsProxies/{name}",
  fields: {
    name: nameField,
    description: string("replaces"),
    urlMap: string("required", { same: sameLink }),
    certificateMap: string(),
    sslPolicy: string({ same: sameLink }),
    quicOverride: string({ default: "NONE", oneOf: ["NONE", "ENABLE", "DISABLE"] }),
  },

  /** https://cloud.google.com/compute/docs/reference/rest/v1/targetHttpsProxies: certificateMap is a full resource name. */
  fault({ urlMap, certificateMap, sslPolicy }, cloud) {
    if (certificateMap === undefined) return "The target HTTPS proxy must have at least one SSL certificate.";
    if (!String(certificateMap).startsWith(`//${CERTIFICATE_MANAGER}/projects/`)) {
      const form = `//${CERTIFICATE_MANAGER}/projects/{project}/locations/{location}/certificateMaps/{name}`;
      return `Invalid value for field 'resource.certificateMap': '${String(certificateMap)}'. Accepted format is ${form}`;
    }
    return (
      computeLinkFault(cloud, "urlMaps", urlMap) ??
      linkFault(cloud, CERTIFICATE_MANAGER, "certificateMaps", certificateMap) ??
      (sslPolicy === undefined ? undefined : computeLinkFault(cloud, "sslPolicies", sslPolicy))
    );
  },

  users: globalUsers("forwardingRules"),
});
