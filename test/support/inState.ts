import type { PlannedResource } from "../../cli/plan/monitor.ts";
import { LOCALCLOUD_MARKER } from "../../components/tokens.ts";
import { UNKNOWN } from "../../policy/resource.ts";
import { stateOf, type StateResource } from "./infra.ts";

/** What is declared and what a state holds, in one form. */
export interface DeclaredAndApplied {
  readonly declared: readonly object[];
  readonly applied: readonly object[];
}

/**
 * What a plan declares beside what the engine has in its state: every resource that is in one of them, and of the state's
 * inputs only those that the plan has, since a provider adds its defaults.
 */
export function declaredAndApplied(
  plan: readonly PlannedResource[],
  stateFolder: string,
): DeclaredAndApplied {
  // Only local runs have the marker, and a plan speaks of the stack as it is for the real clouds.
  const state = stateOf(stateFolder).filter(({ type }) => type !== LOCALCLOUD_MARKER);
  const planned = new Map(plan.map((resource) => [resource.urn, resource]));
  const byUrn = (a: { urn: string }, b: { urn: string }) => (a.urn < b.urn ? -1 : 1);
  return {
    declared: [...plan].sort(byUrn).map(fromPlan),
    applied: state.sort(byUrn).map((resource) => fromState(resource, planned.get(resource.urn))),
  };
}

const fromPlan = ({ urn, type, parent, inputs, dependsOn, protect, retainOnDelete }: PlannedResource) => ({
  urn,
  type,
  parent,
  inputs: isProvider(type)
    ? {}
    : Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== UNKNOWN)),
  dependsOn,
  protect,
  retainOnDelete,
});

const fromState = (resource: StateResource, like: PlannedResource | undefined) => ({
  urn: resource.urn,
  type: resource.type,
  parent: resource.parent ?? "",
  inputs: isProvider(resource.type)
    ? {}
    : Object.fromEntries(
        Object.entries(resource.inputs ?? {})
          .filter(([key]) => (like?.inputs[key] ?? UNKNOWN) !== UNKNOWN)
          .map(([key, value]) => [key, asKnown(value, like?.inputs[key])]),
      ),
  dependsOn: (resource.dependencies ?? []).toSorted(),
  protect: resource.protect ?? false,
  retainOnDelete: resource.retainOnDelete ?? false,
});

/** A provider's inputs are texts in the state, whatever the program gave. */
function isProvider(type: string): boolean {
  return type.startsWith("pulumi:");
}

/** A value of the state, unknown where the plan does not know it, at any depth. */
function asKnown(value: unknown, like: unknown): unknown {
  if (like === UNKNOWN) return UNKNOWN;
  if (typeof value !== "object" || value === null || typeof like !== "object" || like === null) return value;
  const inner = Object.entries(value).map(([key, item]): [string, unknown] => [
    key,
    asKnown(item, (like as Record<string, unknown>)[key]),
  ]);
  return Array.isArray(value) ? inner.map(([, item]) => item) : Object.fromEntries(inner);
}
