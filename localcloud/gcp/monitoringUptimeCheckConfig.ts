import { boolean, map, number, object, string } from "../provider/shapes.ts";
import { monitoringType, newDigits } from "./monitoring.ts";
import { namedType } from "./namedType.ts";
import { findProject } from "./projects.ts";

interface Monitored {
  readonly type: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** gcp.monitoring.UptimeCheckConfig over HTTP. */
export const monitoringUptimeCheckConfig = namedType({
  ...monitoringType,
  token: "gcp:monitoring/uptimeCheckConfig:UptimeCheckConfig",
  name: "projects/{project}/uptimeCheckConfigs/{uptimeCheckId}",
  fields: {
    displayName: string("required"),
    timeout: string("required"),
    period: string({ default: "300s" }),
    monitoredResource: object("replaces", { type: string("required"), labels: map("required") }),
    httpCheck: object({
      path: string(),
      port: number("computed"),
      requestMethod: string("computed", { oneOf: ["METHOD_UNSPECIFIED", "GET", "POST"] }),
      useSsl: boolean(),
      validateSsl: boolean(),
    }),
  },
  computed: ["name", "uptimeCheckId"],

  /** The API's own format: the display name in lower case and a random suffix. */
  generate({ displayName }) {
    const slug = String(displayName)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-");
    return { uptimeCheckId: `${slug}-${newDigits().slice(0, 11)}` };
  },

  /** gcp-provider.md */
  check: ({ monitoredResource }) =>
    monitoredResource === undefined
      ? [
          {
            property: "monitoredResource",
            reason:
              '"monitored_resource": one of `monitored_resource,resource_group,synthetic_monitor` must be specified',
          },
        ]
      : [],

  /** https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.uptimeCheckConfigs */
  fault({ httpCheck, monitoredResource, period, timeout }, cloud) {
    const { type, labels } = monitoredResource as Monitored;
    if (httpCheck === undefined) return "Exactly one of http_check and tcp_check is required.";
    if (!["60s", "300s", "600s", "900s"].includes(String(period))) {
      return `Period must be 60s, 300s, 600s or 900s, not ${String(period)}.`;
    }
    const seconds = Number(String(timeout).replace(/s$/, ""));
    if (!(seconds >= 1 && seconds <= 60)) return `Timeout must be 1s to 60s, not ${String(timeout)}.`;
    if (type !== "uptime_url") return `localcloud models uptime checks of uptime_url only, not ${type}`;
    if (!labels.host) return "The monitored resource needs the label host.";
    const project = labels.project_id ?? "";
    return findProject(cloud, project) === undefined ? `The project '${project}' was not found` : undefined;
  },
});
