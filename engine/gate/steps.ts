import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import { kindOf, nameOf, ownerOf } from "../tally.ts";

/** What the engine would do to one resource, with what its state says of it. */
export interface Step {
  readonly urn: string;
  readonly type: string;
  /** As people read it, such as `Repository k8s-staging-kind/images`. */
  readonly title: string;
  readonly name: string;
  /** The project or group that it belongs to. */
  readonly owner: string;
  readonly op: Operation;
  /** Its inputs in the state; none for what is not there yet. */
  readonly old: Readonly<Record<string, unknown>>;
}

/** `forget` drops a resource from the state and leaves it in the cloud; `delete` does not. */
export type Operation = "create" | "import" | "update" | "replace" | "delete" | "forget";

/** The engine's words (pulumi/pulumi, sdk/go/common/display/op.go). The steps of one replacement count as one. */
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

/** The steps of one operation, in the order of their first mention, and whether its events were received to their end. */
export class Steps {
  private readonly byUrn = new Map<string, Step>();
  private readonly unknown = new Set<string>();
  private next = 0;
  private whole = true;
  private summarized = false;

  add(event: EngineEvent): void {
    // Numbered without a gap from 0: whoever misses one misses what the engine would do.
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

  /** Operations that this program has no word for. */
  get unknownOperations(): readonly string[] {
    return [...this.unknown];
  }

  /** False when events are missing, at the end or before. */
  get complete(): boolean {
    return this.whole && this.summarized;
  }
}

function operationOf({ op, old }: StepEventMetadata): Operation | undefined {
  // A component is nothing in the cloud.
  if (op === "delete" && !(old?.custom && !old.retainOnDelete)) return "forget";
  return OPERATIONS[op];
}

function stepOf({ urn, type, old }: StepEventMetadata, op: Operation): Step {
  const name = nameOf(urn);
  return {
    urn,
    type,
    title: `${kindOf(urn)} ${name}`,
    name,
    owner: ownerOf(name),
    op,
    old: old?.inputs ?? {},
  };
}
