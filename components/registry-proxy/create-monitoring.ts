import * as pulumi from "@pulumi/pulumi";
import { AlertPolicy } from "@pulumi/gcp/monitoring/alertPolicy.js";
import { NotificationChannel } from "@pulumi/gcp/monitoring/notificationChannel.js";
import { UptimeCheckConfig } from "@pulumi/gcp/monitoring/uptimeCheckConfig.js";
import type { MonitoringDescription } from "./monitoring.ts";
import type { Options } from "./options.ts";

/** Creates the uptime check, and the alerts, which refer to the check by the id that Google assigns. */
export function createMonitoring(
  { check, alerts, email, slackChannel }: MonitoringDescription,
  options: Options,
): void {
  const { uptimeCheckId } = new UptimeCheckConfig(check.name, check.args, options("monitoring"));
  const channel = new NotificationChannel(email.name, email.args, options("monitoring"));
  for (const { name, args, metric, condition } of alerts) {
    const filter = pulumi.interpolate`metric.type="monitoring.googleapis.com/uptime_check/${metric}" AND metric.label.check_id="${uptimeCheckId}" AND resource.type="uptime_url"`;
    const { displayName, threshold } = condition;
    const conditions = [{ displayName, conditionThreshold: { ...threshold, filter } }];
    const notificationChannels = [slackChannel, channel.name];
    new AlertPolicy(name, { ...args, conditions, notificationChannels }, options("monitoring"));
  }
}
