import { kindOf, nameOf, typeOf } from "../../boot/urn.ts";
import type { Part } from "../../inventory/part/part.ts";
import { counted } from "../../terminal/wording.ts";
import type { Operation, Step } from "./steps.ts";

/** What a change of the data changes in a stack, by URN: the difference between two plans. */
export interface StackDifference {
  readonly created: ReadonlySet<string>;
  readonly updated: ReadonlySet<string>;
  readonly dropped: ReadonlySet<string>;
  /** What is dropped although it is protected. */
  readonly lost: ReadonlySet<string>;
  /** What depends on other resources than before. */
  readonly rewired: ReadonlySet<string>;
  /** What the change touches; undefined if that may be everything. */
  readonly part: Part | undefined;
  /** All that the program registers for that part. */
  readonly registered: ReadonlySet<string>;
}

/** What a preview may do, by URN. */
export interface ExpectedChanges extends Pick<StackDifference, "created" | "updated" | "dropped"> {
  /** Whether the program itself has changed since, which may explain creations and updates. */
  readonly programChanged: boolean;
}

/** Up to this many resources are named individually. */
const NAMED = 10;

/**
 * Reports the operations that do not follow from the change of the data: the state was edited by hand, a run used other
 * data, or the engine does something unexpected. Compares URNs and operations, not values.
 */
export function checkExpected(steps: readonly Step[], expected: ExpectedChanges): string[] {
  const surprising = steps.filter((step) => step.type !== "pulumi:pulumi:Stack" && !follows(step, expected));
  if (surprising.length === 0) return [];
  const named = surprising.slice(0, NAMED).map(({ title, op }) => `    ${title}: ${op}`);
  const rest = surprising.length > NAMED ? [`    and ${surprising.length - NAMED} more`] : [];
  return [
    [
      `${counted(surprising.length, "operation")} would not follow from the change of the data since the last applied run:`,
      ...named,
      ...rest,
      "    Find out who changed the state or the cloud: `infra drift` shows it; `infra recover` adopts what the state has lost.",
    ].join("\n"),
  ];
}

/**
 * Reports what a run of a part must do and would not: resources that the change of the data creates or drops. The engine
 * says nothing of a target that it passes over.
 */
export function checkComplete(
  steps: readonly Step[],
  { created, dropped }: Pick<StackDifference, "created" | "dropped">,
): string[] {
  const done = new Set(steps.map(({ urn }) => urn));
  const missing = [...created, ...dropped].filter((urn) => !done.has(urn));
  if (missing.length === 0) return [];
  const named = missing.slice(0, NAMED).map((urn) => `    ${kindOf(typeOf(urn))} ${nameOf(urn)}`);
  const rest = missing.length > NAMED ? [`    and ${missing.length - NAMED} more`] : [];
  return [
    [
      `${counted(missing.length, "operation")} would be left out that the change of the data asks for:`,
      ...named,
      ...rest,
      "    Run this again with --full, which looks at everything.",
    ].join("\n"),
  ];
}

function follows({ urn, op }: Step, { created, updated, dropped, programChanged }: ExpectedChanges): boolean {
  const allowed: Readonly<Record<Operation, boolean>> = {
    // A run that failed halfway may have created or updated a part of what the data wants.
    create: created.has(urn) || programChanged,
    import: created.has(urn) || programChanged,
    update: created.has(urn) || updated.has(urn) || programChanged,
    replace: created.has(urn) || updated.has(urn),
    delete: dropped.has(urn),
    forget: dropped.has(urn),
  };
  return allowed[op];
}
