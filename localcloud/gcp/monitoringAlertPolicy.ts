import type { Fields } from "../provider/resourceType.ts";
import { boolean, number, object, objects, string, strings } from "../provider/shapes.ts";
import type { GoogleCloud } from "./cloud.ts";
import { MONITORING, monitoringType, newDigits } from "./monitoring.ts";
import { namedType } from "./namedType.ts";

const comparisons = ["GT", "GE", "LT", "LE", "EQ", "NE"].map((word) => `COMPARISON_${word}`);

const aggregation: Fields = {
  alignmentPeriod: string(),
  perSeriesAligner: string(),
  crossSeriesReducer: string(),
  groupByFields: strings(),
};

const threshold: Fields = {
  filter: string(),
  comparison: string("required", { oneOf: comparisons }),
  thresholdValue: number(),
  duration: string("required"),
  trigger: object({ count: number(), percent: number() }),
  aggregations: objects(aggregation),
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
    displayName: string("required"),
    combiner: string("required", { oneOf: ["AND", "OR", "AND_WITH_MATCHING_RESOURCE"] }),
    conditions: objects("required", {
      displayName: string("required"),
      conditionThreshold: object(threshold),
    }),
    documentation: object({ content: string(), mimeType: string("computed") }),
    notificationChannels: strings(),
    enabled: boolean({ default: true }),
    severity: string({ oneOf: ["CRITICAL", "ERROR", "WARNING"] }),
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
