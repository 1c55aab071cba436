import { refusedApis } from "../../inventory/projects/apis.ts";
import { SERVICE, text } from "../resource.ts";
import { ofTypes, type ResourceRule } from "../rule.ts";

export const refusedServices: ResourceRule = {
  name: "refused-services",
  description: "Services that were switched off everywhere stay off.",
  severity: "medium",
  remediation: "Take the service out of the entry's `apis`.",
  url: "https://github.com/kubernetes/k8s.io/issues/1963",
  appliesTo: ofTypes(SERVICE),
  check: (service) => {
    const api = text(service, "service") ?? "";
    const reason = refusedApis[api];
    return reason === undefined ? [] : [`enables ${api}: ${reason}`];
  },
};
