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

/** What the state says of labels after an operation with these inputs. */
export function labelState(inputs: Values, cloud: GoogleCloud): Values {
  return { labels: inputs.labels, ...plannedLabels(inputs, cloud) };
}

/** A resource before an update: what the cloud has, and what the state says. */
export interface Before {
  readonly current: Values;
  readonly state: Values;
}

/** The labels to store. Labels that Pulumi does not manage are kept. @throws ApiError when a label breaks a rule */
export function storedLabels(action: string, inputs: Values, cloud: GoogleCloud, before?: Before): Labels {
  const wanted = plannedLabels(inputs, cloud).pulumiLabels as Labels;
  const [fault] = labelFaults(wanted);
  if (fault !== undefined) throw badRequest(action, fault);
  const managed = (before?.state.pulumiLabels ?? {}) as Labels;
  const foreign = Object.entries((before?.current.labels ?? {}) as Labels).filter(
    ([key]) => !(key in managed),
  );
  return { ...Object.fromEntries(foreign), ...wanted };
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
