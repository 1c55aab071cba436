import type { AlertPolicyArgs } from "@pulumi/gcp/monitoring/alertPolicy.js";
import type { NotificationChannelArgs } from "@pulumi/gcp/monitoring/notificationChannel.js";
import type { UptimeCheckConfigArgs } from "@pulumi/gcp/monitoring/uptimeCheckConfig.js";
import type { ProxyStack } from "../../inventory/registry/types.ts";
import type { Described, Known } from "../described.ts";

type Condition = Known<AlertPolicyArgs>["conditions"][number];
type Threshold = NonNullable<Condition["conditionThreshold"]>;

/** An alert on a metric of the uptime check, without its filter, since only the cloud knows the check's id. */
export interface AlertDescription extends Described<
  Omit<Known<AlertPolicyArgs>, "conditions" | "notificationChannels">
> {
  /** Name of the metric below `monitoring.googleapis.com/uptime_check/`. */
  readonly metric: string;
  readonly condition: { readonly displayName: string; readonly threshold: Omit<Threshold, "filter"> };
}

/** External monitoring of the proxy, and whom it notifies: facts/upstream.md §4.4. Google generates all names. */
export interface MonitoringDescription {
  readonly check: Described<Known<UptimeCheckConfigArgs>>;
  readonly alerts: readonly AlertDescription[];
  readonly email: Described<Known<NotificationChannelArgs>>;
  /** The full name of the manually created channel. */
  readonly slackChannel: string;
}

/** The recipient of the alerts: facts/upstream.md §4.4. */
const ALERTS_GROUP = "k8s-infra-alerts@kubernetes.io";

/** Days before the certificate's expiration at which to alert: facts/upstream.md §4.4. */
const EXPIRES_SOON = 15;

/** Describes how the proxy is monitored. */
export function describeMonitoring({ project, domain, slackChannel }: ProxyStack): MonitoringDescription {
  const common = { project, deletionPolicy: "PREVENT" };
  return {
    check: {
      name: `${project}/uptime-check`,
      args: {
        ...common,
        displayName: `Uptime - ${domain}`,
        monitoredResource: { type: "uptime_url", labels: { host: domain, project_id: project } },
        httpCheck: { path: "/", port: 443, requestMethod: "GET", useSsl: true, validateSsl: true },
        period: "60s",
        timeout: "10s",
      },
    },
    alerts: [
      {
        name: `${project}/alerts/uptime`,
        args: {
          ...common,
          displayName: `${domain}-uptime`,
          combiner: "OR",
          documentation: { content: `${domain} is down` },
        },
        metric: "check_passed",
        condition: {
          displayName: `Failure of uptime check on ${domain}`,
          threshold: {
            comparison: "COMPARISON_GT",
            thresholdValue: 1,
            duration: "300s",
            trigger: { count: 1 },
            aggregations: [
              {
                alignmentPeriod: "300s",
                perSeriesAligner: "ALIGN_NEXT_OLDER",
                crossSeriesReducer: "REDUCE_COUNT_FALSE",
                groupByFields: ["resource.*"],
              },
            ],
          },
        },
      },
      {
        name: `${project}/alerts/certificate`,
        args: {
          ...common,
          displayName: "SSL/TLS certificate expiration check",
          combiner: "OR",
          documentation: {
            content: `The SSL/TLS certificate for ${domain} is expiring in fewer than ${EXPIRES_SOON} days`,
          },
        },
        metric: "time_until_ssl_cert_expires",
        condition: {
          displayName: `SSL Certificate for ${domain} expiring soon`,
          threshold: {
            comparison: "COMPARISON_LT",
            thresholdValue: EXPIRES_SOON,
            duration: "600s",
            trigger: { count: 1 },
            aggregations: [
              {
                alignmentPeriod: "1200s",
                perSeriesAligner: "ALIGN_NEXT_OLDER",
                crossSeriesReducer: "REDUCE_MEAN",
                groupByFields: ["resource.label.*"],
              },
            ],
          },
        },
      },
    ],
    email: {
      name: `${project}/channels/email`,
      args: {
        ...common,
        type: "email",
        displayName: ALERTS_GROUP,
        labels: { email_address: ALERTS_GROUP },
      },
    },
    slackChannel: `projects/${project}/notificationChannels/${slackChannel}`,
  };
}
