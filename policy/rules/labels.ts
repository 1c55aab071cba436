import { UNKNOWN } from "../resource.ts";
import type { ResourceRule } from "../rule.ts";

/** https://cloud.google.com/resource-manager/docs/labels-overview#requirements */
const KEY = /^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u;
const VALUE = /^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u;
const MOST = 64;

export const labels: ResourceRule = {
  name: "labels",
  description: "Labels keep to the limits of the real API.",
  severity: "low",
  remediation:
    "At most 64 labels; lower case letters, digits, _ and -; keys start with a letter; 63 characters each.",
  url: "https://cloud.google.com/resource-manager/docs/labels-overview#requirements",
  // The labels of a notification channel are its settings.
  appliesTo: (type) =>
    type.startsWith("gcp:") && type !== "gcp:monitoring/notificationChannel:NotificationChannel",
  check: ({ props: { labels: given } }) => {
    if (typeof given !== "object" || given === null) return [];
    const entries = Object.entries(given as Readonly<Record<string, unknown>>);
    return [
      ...(entries.length > MOST ? [`has ${entries.length} labels; at most ${MOST} are possible`] : []),
      ...entries.flatMap(([key, value]) => [
        ...(KEY.test(key) ? [] : [`has the label ${JSON.stringify(key)}, whose key the API refuses`]),
        ...(value === UNKNOWN || (typeof value === "string" && VALUE.test(value))
          ? []
          : [`has the label ${key}: ${JSON.stringify(value)}, whose value the API refuses`]),
      ]),
    ];
  },
};
