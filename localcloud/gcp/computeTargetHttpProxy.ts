import { string } from "../provider/shapes.ts";
import { computeLinkFault, computeType, globalUsers, nameField } from "./compute.ts";
import { sameLink } from "./links.ts";
import { namedType } from "./namedType.ts";

export const computeTargetHttpProxy = namedType({
  ...computeType,
  token: "gcp:compute/targetHttpProxy:TargetHttpProxy",
  name: "projects/{project}/global/targetHttpProxies/{name}",
  fields: {
    name: nameField,
    description: string("replaces"),
    urlMap: string("required", { same: sameLink }),
  },
  fault: ({ urlMap }, cloud) => computeLinkFault(cloud, "urlMaps", urlMap),
  users: globalUsers("forwardingRules"),
});
