import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";

/** What the engine does to a resource, in the words of this program's output. */
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
  /** The inputs that differ, for an update or a replacement. */
  readonly properties: readonly string[];
}

/** What the engine, the program or the cloud says of a resource, or of none (`urn` is empty then). */
export interface Failure {
  readonly urn: string;
  readonly message: string;
}

/** Counts what an operation does, from the engine's events. */
export class Tally {
  readonly failures: Failure[] = [];
  readonly warnings: Failure[] = [];
  // By URN: a resource that registers outputs is reported a second time.
  private readonly changes = new Map<string, ChangedResource>();
  private readonly same = new Set<string>();

  add(event: EngineEvent): void {
    const step = event.resOutputsEvent?.metadata;
    const changed = step && changedResource(step);
    if (changed) this.addChange(changed);
    // What is adopted as it should be is reported as the same after that.
    else if (step?.op === "same" && !this.changes.has(step.urn)) this.same.add(step.urn);
    const diagnostic = event.diagnosticEvent;
    if (diagnostic === undefined) return;
    const said = { urn: diagnostic.urn ?? "", message: withoutMarkup(diagnostic.message) };
    if (diagnostic.severity === "error") this.failures.push(said);
    if (diagnostic.severity === "warning") this.warnings.push(said);
  }

  /** What is adopted first and then updated counts as adopted, with the inputs that differed. */
  private addChange(changed: ChangedResource): void {
    const adopted = this.changes.get(changed.urn)?.change === "import";
    this.changes.set(changed.urn, adopted ? { ...changed, change: "import" } : changed);
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

/** What went wrong in an operation, without the line by which the engine closes every failed one. */
export function realFailures({ failures }: Tally): readonly Failure[] {
  return failures.filter(({ message }) => !/^(preview|update) failed$/.test(message));
}

/** The logical name of a URN: what follows its last `::`. */
export function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** The project or group that a resource belongs to: what its name starts with (components/described.ts). */
export function ownerOf(name: string): string {
  return name.split("/", 1)[0] ?? name;
}

/** The type token of a URN, without the types of its parents. */
function typeOf(urn: string): string {
  const qualified = urn.split("::")[2] ?? "";
  return qualified.slice(qualified.lastIndexOf("$") + 1);
}

/** The last part of a type token, such as `Repository` of `gcp:artifactregistry/repository:Repository`. */
export function kindOf(urnOrType: string): string {
  const type = urnOrType.split("::").at(-2) ?? urnOrType;
  return type.slice(type.lastIndexOf(":") + 1);
}

function changedResource(step: StepEventMetadata): ChangedResource | undefined {
  const change = changeOf(step);
  if (change === undefined) return undefined;
  return {
    urn: step.urn,
    type: typeOf(step.urn),
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
