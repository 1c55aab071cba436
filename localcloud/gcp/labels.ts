import type { Values } from "../provider/resourceType.ts";
import { containsUnknown, unknownValue } from "../provider/unknown.ts";
import { badRequest } from "./apiError.ts";
import type { GoogleCloud } from "./cloud.ts";

/** Google's rules for labels: https://cloud.google.com/resource-manager/docs/labels-overview#requirements */
const keyPattern = /^[a-z][a-z0-9_-]{0,62}$/;
const valuePattern = /^[a-z0-9_-]{0,63}$/;
const mostLabels = 64;

type Labels = Readonly<Record<string, string>>;

/** One sentence for each label that breaks a rule, and one for too many labels. */
export function labelFaults(labels: Labels): string[] {
  const faults = Object.entries(labels).flatMap(([key, value]) => {
    if (!keyPattern.test(key)) return [`invalid label key "${key}": must match ${keyPattern.source}`];
    if (!valuePattern.test(value))
      return [`invalid value "${value}" of label "${key}": must match ${valuePattern.source}`];
    return [];
  });
  const count = Object.keys(labels).length;
  return count > mostLabels ? [...faults, `${count} labels, at most ${mostLabels} are allowed`] : faults;
}

/** The output `pulumiLabels`: the provider's default labels and the program's. */
export function plannedLabels(inputs: Values, cloud: GoogleCloud): Values {
  if (containsUnknown(inputs.labels)) return { pulumiLabels: unknownValue };
  return { pulumiLabels: { ...cloud.defaultLabels, ...(inputs.labels as Labels | undefined) } };
}

/** The labels to store. Labels that Pulumi does not manage are kept. @throws ApiError when a label breaks a rule */
export function storedLabels(
  action: string,
  inputs: Values,
  cloud: GoogleCloud,
  before?: LabelState,
): Labels {
  const wanted = plannedLabels(inputs, cloud).pulumiLabels as Labels;
  const [fault] = labelFaults(wanted);
  if (fault !== undefined) throw badRequest(action, fault);
  const foreign = Object.entries(before?.stored ?? {}).filter(([key]) => !(key in (before?.managed ?? {})));
  return { ...Object.fromEntries(foreign), ...wanted };
}

/** The labels that the cloud has, and those that the state says Pulumi manages. */
export interface LabelState {
  readonly stored: Labels;
  readonly managed: Labels;
}

/**
 * The three label outputs. `labels` and `pulumiLabels` contain only keys that the state already manages, so they are
 * empty after an import and the first update fills them, as with the real plugin (gcp-provider.md, "Further").
 */
export function labelOutputs(stored: Labels, known: Values): Values {
  const shown = (keys: unknown) =>
    Object.fromEntries(Object.entries(stored).filter(([key]) => key in ((keys as Labels | undefined) ?? {})));
  return {
    labels: shown(known.labels),
    pulumiLabels: shown(known.pulumiLabels),
    effectiveLabels: stored,
  };
}
