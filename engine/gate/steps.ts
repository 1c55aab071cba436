import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import { kindOf, nameOf, ownerOf } from "../../boot/urn.ts";

/** What the engine would do to one resource, with the resource's inputs in the state. */
export interface Step {
  readonly urn: string;
  readonly type: string;
  /** For people, such as `Repository k8s-staging-kind/images`. */
  readonly title: string;
  readonly name: string;
  /** The project or group that the resource belongs to. */
  readonly owner: string;
  readonly op: Operation;
  /** The inputs in the state; empty for a resource that is not in the state. */
  readonly old: Readonly<Record<string, unknown>>;
}

/** `forget` removes a resource from the state but leaves it in the cloud; `delete` removes it from both. */
export type Operation = "create" | "import" | "update" | "replace" | "delete" | "forget";

/** By the engine's names (pulumi/pulumi, sdk/go/common/display/op.go). The steps of a replacement count as one. */
const OPERATIONS: Readonly<Record<string, Operation | undefined>> = {
  create: "create",
  import: "import",
  update: "update",
  replace: "replace",
  "import-replacement": "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
  "discard-replaced": "replace",
  delete: "delete",
};
const HARMLESS = ["same", "refresh", "read"];

/** Collects the steps of one operation, in the order of their first event, and detects missing events. */
export class Steps {
  private readonly byUrn = new Map<string, Step>();
  private readonly unknown = new Set<string>();
  private next = 0;
  private whole = true;
  private summarized = false;

  add(event: EngineEvent): void {
    // Events are numbered from 0 without gaps; a missing one could hide a step.
    this.whole &&= event.sequence === this.next;
    this.next += 1;
    this.summarized ||= event.summaryEvent !== undefined;
    const step = event.resourcePreEvent?.metadata;
    if (step === undefined || HARMLESS.includes(step.op)) return;
    const operation = operationOf(step);
    if (operation === undefined) this.unknown.add(step.op);
    else this.byUrn.set(step.urn, stepOf(step, operation));
  }

  get all(): readonly Step[] {
    return [...this.byUrn.values()];
  }

  /** Operations of the engine that this program does not know. */
  get unknownOperations(): readonly string[] {
    return [...this.unknown];
  }

  /** False when any event is missing, including the last. */
  get complete(): boolean {
    return this.whole && this.summarized;
  }
}

function operationOf({ op, old }: StepEventMetadata): Operation | undefined {
  // A component has no counterpart in the cloud.
  if (op === "delete" && !(old?.custom && !old.retainOnDelete)) return "forget";
  return OPERATIONS[op];
}

function stepOf({ urn, type, old }: StepEventMetadata, op: Operation): Step {
  const name = nameOf(urn);
  return {
    urn,
    type,
    title: `${kindOf(type)} ${name}`,
    name,
    owner: ownerOf(name),
    op,
    old: old?.inputs ?? {},
  };
}
