import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import { kindOf, parseUrn } from "../../boot/urn.ts";

/** What the engine does to a resource, in the terms that this program prints. */
export type Change = "create" | "update" | "replace" | "delete" | "forget" | "import";

/** One resource that an operation changes. */
export interface ChangedResource {
  readonly urn: string;
  /** The type token. */
  readonly type: string;
  /** The last part of the type token, such as `Repository`. */
  readonly kind: string;
  readonly name: string;
  readonly change: Change;
  /** For an update or a replacement, the inputs that differ. */
  readonly properties: readonly string[];
}

/** A message of the engine, the program or the cloud about a resource, or about none (`urn` is then empty). */
export interface Failure {
  readonly urn: string;
  readonly message: string;
}

/** Collects what an operation does from the engine's events. */
export class OperationSummary {
  readonly failures: Failure[] = [];
  readonly warnings: Failure[] = [];
  // By URN, because a resource that registers outputs is reported twice.
  private readonly changes = new Map<string, ChangedResource>();
  private readonly same = new Set<string>();

  add(event: EngineEvent): void {
    const step = event.resOutputsEvent?.metadata;
    const changed = step && changedResource(step);
    if (changed) this.addChange(changed);
    // An adopted resource that needs no update is later reported as the same.
    else if (step?.op === "same" && !this.changes.has(step.urn)) this.same.add(step.urn);
    const diagnostic = event.diagnosticEvent;
    if (diagnostic === undefined) return;
    const said = { urn: diagnostic.urn ?? "", message: withoutMarkup(diagnostic.message) };
    if (diagnostic.severity === "error") this.failures.push(said);
    if (diagnostic.severity === "warning") this.warnings.push(said);
  }

  /** A resource that is adopted and then updated counts as adopted, with the inputs that differed. */
  private addChange(changed: ChangedResource): void {
    const adopted = this.changes.get(changed.urn)?.change === "import";
    this.changes.set(changed.urn, adopted ? { ...changed, change: "import" } : changed);
  }

  /** The resources that the operation changes, or has changed so far. */
  get changed(): readonly ChangedResource[] {
    return [...this.changes.values()];
  }

  /** The number of unchanged resources. */
  get unchanged(): number {
    return this.same.size;
  }

  /** The URNs of the resources that are in the state after the operation. */
  get left(): readonly string[] {
    const left = this.changed.filter(({ change }) => change !== "delete" && change !== "forget");
    return [...this.same, ...left.map(({ urn }) => urn)];
  }

  /** The number of resources that the engine has finished. */
  get finished(): number {
    return this.same.size + this.changes.size;
  }
}

/** Returns the failures of an operation without the closing line that the engine adds to every failed one. */
export function realFailures({ failures }: OperationSummary): readonly Failure[] {
  return failures.filter(({ message }) => !/^(preview|update) failed$/.test(message));
}

function changedResource(step: StepEventMetadata): ChangedResource | undefined {
  const change = changeOf(step);
  if (change === undefined) return undefined;
  const { type, name } = parseUrn(step.urn);
  return { urn: step.urn, type, kind: kindOf(type), name, change, properties: step.diffs ?? [] };
}

/** Only one of a replacement's three steps counts. */
function changeOf({ op, old }: StepEventMetadata): Change | undefined {
  switch (op) {
    case "create":
    case "update":
    case "replace":
    case "import":
      return op;
    case "delete":
      // A component has no counterpart in the cloud.
      return old?.custom && !old.retainOnDelete ? "delete" : "forget";
    default:
      return undefined;
  }
}

/** The engine's messages contain color markup such as `<{%fg 1%}>`. */
function withoutMarkup(message: string): string {
  return message.replaceAll(/<\{%[^%]*%\}>/g, "").trim();
}
