import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";

/** What the engine does to a resource, in the words of this program's output. */
export type Change = "create" | "update" | "replace" | "delete" | "forget" | "import";

/** One resource that an operation changes. */
export interface ChangedResource {
  readonly urn: string;
  /** The last part of the type token, such as `Repository`. */
  readonly kind: string;
  readonly name: string;
  readonly change: Change;
  /** The inputs that differ, for an update or a replacement. */
  readonly properties: readonly string[];
}

/** A resource that the engine or the cloud refused, or an error that concerns no resource (`urn` is empty then). */
export interface Failure {
  readonly urn: string;
  readonly message: string;
}

/** Counts what an operation does, from the engine's events. */
export class Tally {
  readonly failures: Failure[] = [];
  /** What the program, or the engine, says about no resource in particular. */
  readonly warnings: string[] = [];
  // By URN: a resource that registers outputs is reported a second time.
  private readonly changes = new Map<string, ChangedResource>();
  private readonly same = new Set<string>();

  add(event: EngineEvent): void {
    const step = event.resOutputsEvent?.metadata;
    if (step?.op === "same") this.same.add(step.urn);
    const changed = step && changedResource(step);
    if (changed) this.changes.set(changed.urn, changed);
    const diagnostic = event.diagnosticEvent;
    if (diagnostic?.severity === "error") {
      this.failures.push({ urn: diagnostic.urn ?? "", message: withoutMarkup(diagnostic.message) });
    }
    if (diagnostic?.severity === "warning" && isOfStack(diagnostic.urn ?? ""))
      this.warnings.push(withoutMarkup(diagnostic.message));
  }

  /** The resources that the operation changes, or has changed so far. */
  get changed(): readonly ChangedResource[] {
    return [...this.changes.values()];
  }

  /** How many resources stay as they are. */
  get unchanged(): number {
    return this.same.size;
  }

  /** How many resources of a kind there are when the operation is done. */
  count(kind: string): number {
    const left = this.changed.filter(({ change }) => change !== "delete" && change !== "forget");
    return [...this.same, ...left.map(({ urn }) => urn)].filter((urn) => kindOf(urn) === kind).length;
  }

  /** How many resources the engine is done with. */
  get finished(): number {
    return this.same.size + this.changes.size;
  }
}

/** The logical name of a URN: what follows its last `::`. */
export function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** The project or group that a resource belongs to: what its name starts with (components/described.ts). */
export function ownerOf(name: string): string {
  return name.split("/", 1)[0] ?? name;
}

/** The last part of a type token, such as `Repository` of `gcp:artifactregistry/repository:Repository`. */
export function kindOf(urnOrType: string): string {
  const type = urnOrType.split("::").at(-2) ?? urnOrType;
  return type.slice(type.lastIndexOf(":") + 1);
}

/** Without a resource, the engine puts what is said down to the stack. */
function isOfStack(urn: string): boolean {
  return urn === "" || kindOf(urn) === "Stack";
}

function changedResource(step: StepEventMetadata): ChangedResource | undefined {
  const change = changeOf(step);
  if (change === undefined) return undefined;
  return {
    urn: step.urn,
    kind: kindOf(step.urn),
    name: nameOf(step.urn),
    change,
    properties: step.diffs ?? [],
  };
}

/** Of a replacement's three steps only the one that stands for all of them counts. */
function changeOf({ op, old }: StepEventMetadata): Change | undefined {
  switch (op) {
    case "create":
    case "update":
    case "replace":
    case "import":
      return op;
    case "delete":
      // A component is nothing in the cloud.
      return old?.custom && !old.retainOnDelete ? "delete" : "forget";
    default:
      return undefined;
  }
}

/** The engine marks colours up in its messages, as `<{%fg 1%}>`. */
function withoutMarkup(message: string): string {
  return message.replaceAll(/<\{%[^%]*%\}>/g, "").trim();
}
