import { boolean, map, string } from "../provider/shapes.ts";
import { MONITORING, monitoringType, newDigits } from "./monitoring.ts";
import { usersOf } from "./links.ts";
import { namedType } from "./namedType.ts";

/** The label that each type of channel requires: https://cloud.google.com/monitoring/alerts/using-channels-api */
const neededLabels: Readonly<Record<string, string>> = {
  email: "email_address",
  pagerduty: "service_key",
  pubsub: "topic",
  slack: "channel_name",
  sms: "number",
  webhook_tokenauth: "url",
};

export const monitoringNotificationChannel = namedType({
  ...monitoringType,
  token: "gcp:monitoring/notificationChannel:NotificationChannel",
  name: "projects/{project}/notificationChannels/{generated}",
  fields: {
    type: string("required"),
    displayName: string(),
    description: string(),
    labels: map(),
    enabled: boolean({ default: true }),
    forceDelete: boolean("stateOnly", { default: false }),
  },
  generate: () => ({ generated: newDigits() }),

  fault({ type, labels = {} }) {
    const needed = neededLabels[String(type)];
    if (needed === undefined)
      return `Field "notification_channel.type" had an invalid value of "${String(type)}": unknown type.`;
    const value = (labels as Readonly<Record<string, string>>)[needed];
    return value ? undefined : `Field "notification_channel.labels['${needed}']" is required.`;
  },

  users: (path, cloud) =>
    usersOf(cloud, `${MONITORING}/projects/${path.split("/")[1] ?? ""}/alertPolicies`, path),
});
