import { boolean, object, string } from "../provider/shapes.ts";
import { computeLinkFault, computeType, globalUsers, nameField } from "./compute.ts";
import { sameLink } from "./links.ts";
import { namedType } from "./namedType.ts";

/** gcp.compute.URLMap with only a default: a service or a redirect. */
export const computeUrlMap = namedType({
  ...computeType,
  token: "gcp:compute/uRLMap:URLMap",
  name: "projects/{project}/global/urlMaps/{name}",
  fields: {
    name: nameField,
    description: string(),
    defaultService: string({ same: sameLink }),
    defaultUrlRedirect: object({
      stripQuery: boolean("required"),
      httpsRedirect: boolean(),
      hostRedirect: string(),
      pathRedirect: string(),
      redirectResponseCode: string("computed", {
        oneOf: [
          "FOUND",
          "MOVED_PERMANENTLY_DEFAULT",
          "PERMANENT_REDIRECT",
          "SEE_OTHER",
          "TEMPORARY_REDIRECT",
        ],
      }),
    }),
  },

  /** gcp-provider.md: exactly one default. */
  check({ defaultService, defaultUrlRedirect }) {
    if ((defaultService === undefined) !== (defaultUrlRedirect === undefined)) return [];
    const which =
      "only one of `default_route_action.0.weighted_backend_services,default_service,default_url_redirect`";
    return [{ property: "defaultService", reason: `"default_service": ${which} can be specified` }];
  },

  fault: ({ defaultService }, cloud) =>
    defaultService === undefined ? undefined : computeLinkFault(cloud, "backendServices", defaultService),

  users: globalUsers("targetHttpProxies", "targetHttpsProxies"),
});
