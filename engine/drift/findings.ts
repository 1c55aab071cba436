import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import { kindOf, nameOf, ownerOf } from "../../boot/urn.ts";

/** How a live resource and its declaration can differ. */
export type DriftKind = "live, not declared" | "declared, not live" | "different";

/** One way in which the clouds differ from what is declared. */
export interface Drift {
  /** The project or group that the resource belongs to. */
  readonly owner: string;
  /** Such as `IAMBinding k8s-staging-kind/roles/viewer`. */
  readonly resource: string;
  readonly urn: string;
  readonly kind: DriftKind;
  /** What differs: a member or a property; empty when the whole resource is missing. */
  readonly what: string;
  /** Severity, where 0 is the worst: first unintended access, then missing resources, then the rest. */
  readonly danger: number;
}

/** From the most to the least dangerous. */
const DANGER = { everybody: 0, administrator: 1, member: 2, missing: 3, other: 4 } as const;

const EVERYBODY = ["allUsers", "allAuthenticatedUsers"];
/** Roles whose holders can grant themselves any other role (cloud.google.com/iam/docs/roles-overview). */
const ADMINISTRATES = /^roles\/(owner|editor)$|[aA]dmin(\.|$)/;

/**
 * Returns the drift in one resource, from an event of a refreshing preview: what the preview would do, reversed. Each
 * member of a list is a drift of its own, since each is somebody who gained or lost access.
 */
export function driftsIn(event: EngineEvent): Drift[] {
  const step = event.resourcePreEvent?.metadata;
  if (step === undefined || step.type.startsWith("pulumi:")) return [];
  switch (step.op) {
    case "create":
      return [drift(step, "declared, not live", "", DANGER.missing)];
    case "update":
    case "replace":
      return differences(step);
    default:
      return [];
  }
}

function differences(step: StepEventMetadata): Drift[] {
  const properties = step.diffs ?? [];
  const members = ["members", "member"].filter((key) => properties.includes(key));
  const others = properties.filter((key) => !members.includes(key));
  return [
    ...members.flatMap((key) => memberDrifts(step, key)),
    ...others.map((key) => drift(step, "different", key, DANGER.other)),
  ];
}

function memberDrifts(step: StepEventMetadata, key: string): Drift[] {
  const live = textsOf(step.old?.outputs[key] ?? step.old?.inputs[key]);
  const declared = textsOf(step.new?.inputs[key]);
  const role = String((step.new?.inputs as Record<string, unknown> | undefined)?.role ?? "");
  const undeclared = live.filter((member) => !declared.includes(member));
  const missing = declared.filter((member) => !live.includes(member));
  return [
    ...undeclared.map((member) => drift(step, "live, not declared", member, dangerOf(member, role))),
    ...missing.map((member) => drift(step, "declared, not live", member, DANGER.missing)),
  ];
}

function dangerOf(member: string, role: string): number {
  if (EVERYBODY.includes(member)) return DANGER.everybody;
  return ADMINISTRATES.test(role) || member.startsWith("OWNER ") ? DANGER.administrator : DANGER.member;
}

/** Members of bindings are strings; those of groups are objects with an address and a role. */
function textsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return value === undefined ? [] : [String(value)];
  return value.map((item: unknown) => {
    if (typeof item !== "object" || item === null) return String(item);
    const { email, role } = item as { email?: unknown; role?: unknown };
    return `${String(role)} ${String(email)}`;
  });
}

function drift({ urn, type }: StepEventMetadata, kind: DriftKind, what: string, danger: number): Drift {
  const name = nameOf(urn);
  return { owner: ownerOf(name), resource: `${kindOf(type)} ${name}`, urn, kind, what, danger };
}
