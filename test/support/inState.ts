import type { PlannedResource } from "../../cli/review/plan/monitor.ts";
import { LOCALCLOUD_MARKER } from "../../components/tokens.ts";
import { UNKNOWN } from "../../policy/resource.ts";
import { stateOf, type StateResource } from "./infra.ts";

/** Declared resources and those in a state, in the same form. */
export interface DeclaredAndApplied {
  readonly declared: readonly object[];
  readonly applied: readonly object[];
}

/**
 * Puts a plan and the engine's state into a comparable form: every resource that is in either of them, but of the
 * state's inputs only those that the plan has, because providers add their defaults.
 */
export function declaredAndApplied(
  plan: readonly PlannedResource[],
  stateFolder: string,
): DeclaredAndApplied {
  // Only local runs have the marker, while a plan describes the stack for the real clouds.
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

/** Whether the type is a provider's, whose inputs are all strings in the state. */
function isProvider(type: string): boolean {
  return type.startsWith("pulumi:");
}

/** A value of the state, unknown wherever the plan does not know it, at any depth. */
function asKnown(value: unknown, like: unknown): unknown {
  if (like === UNKNOWN) return UNKNOWN;
  if (typeof value !== "object" || value === null || typeof like !== "object" || like === null) return value;
  const inner = Object.entries(value).map(([key, item]): [string, unknown] => [
    key,
    asKnown(item, (like as Record<string, unknown>)[key]),
  ]);
  return Array.isArray(value) ? inner.map(([, item]) => item) : Object.fromEntries(inner);
}
