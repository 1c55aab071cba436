import type { Fields } from "../provider/resourceType.ts";
import type { GoogleCloud } from "./cloud.ts";
import { MONITORING, monitoringType, newDigits } from "./monitoring.ts";
import { namedType } from "./namedType.ts";

const comparisons = ["GT", "GE", "LT", "LE", "EQ", "NE"].map((word) => `COMPARISON_${word}`);

const aggregation: Fields = {
  alignmentPeriod: { shape: "string" },
  perSeriesAligner: { shape: "string" },
  crossSeriesReducer: { shape: "string" },
  groupByFields: { shape: { list: "string" } },
};

const threshold: Fields = {
  filter: { shape: "string" },
  comparison: { shape: "string", required: true, oneOf: comparisons },
  thresholdValue: { shape: "number" },
  duration: { shape: "string", required: true },
  trigger: { shape: { object: { count: { shape: "number" }, percent: { shape: "number" } } } },
  aggregations: { shape: { list: { object: aggregation } } },
};

interface Condition {
  readonly displayName: string;
  readonly conditionThreshold?: { readonly filter?: string; readonly duration: string };
}

/** gcp.monitoring.AlertPolicy with thresholds. */
export const monitoringAlertPolicy = namedType({
  ...monitoringType,
  token: "gcp:monitoring/alertPolicy:AlertPolicy",
  name: "projects/{project}/alertPolicies/{generated}",
  fields: {
    displayName: { shape: "string", required: true },
    combiner: { shape: "string", required: true, oneOf: ["AND", "OR", "AND_WITH_MATCHING_RESOURCE"] },
    conditions: {
      required: true,
      shape: {
        list: {
          object: {
            displayName: { shape: "string", required: true },
            conditionThreshold: { shape: { object: threshold } },
          },
        },
      },
    },
    documentation: {
      shape: { object: { content: { shape: "string" }, mimeType: { shape: "string", computed: true } } },
    },
    notificationChannels: { shape: { list: "string" } },
    enabled: { shape: "boolean", default: true },
    severity: { shape: "string", oneOf: ["CRITICAL", "ERROR", "WARNING"] },
  },
  generate: () => ({ generated: newDigits() }),

  /** https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alertPolicies */
  fault({ conditions, notificationChannels = [] }, cloud) {
    return (
      (conditions as readonly Condition[]).map(conditionFault).find((fault) => fault !== undefined) ??
      (notificationChannels as readonly string[])
        .filter((channel) => !exists(channel, cloud))
        .map((channel) => `The notification channel '${channel}' was not found`)[0]
    );
  },
});

function conditionFault({ displayName, conditionThreshold }: Condition): string | undefined {
  if (conditionThreshold === undefined) return `The condition "${displayName}" has no type.`;
  const { filter = "", duration } = conditionThreshold;
  if (!/metric\.type\s*=/.test(filter) || !/resource\.type\s*=/.test(filter)) {
    return `The filter of "${displayName}" must name a metric.type and a resource.type.`;
  }
  const seconds = Number(duration.replace(/s$/, ""));
  return Number.isInteger(seconds / 60)
    ? undefined
    : `The duration of "${displayName}" must be a multiple of 60s, not ${duration}.`;
}

function exists(channel: string, cloud: GoogleCloud): boolean {
  return (
    cloud.world.notificationChannels.includes(channel) ||
    (/^projects\/[^/]+\/notificationChannels\/[^/]+$/.test(channel) &&
      cloud.store.read(`${MONITORING}/${channel}`) !== undefined)
  );
}
