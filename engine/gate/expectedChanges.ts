import { counted } from "../../terminal/wording.ts";
import type { Operation, Step } from "./steps.ts";

/** What a change of the data changes in a stack, by URN: the difference between two plans. */
export interface ExpectedChanges {
  readonly created: ReadonlySet<string>;
  readonly updated: ReadonlySet<string>;
  readonly dropped: ReadonlySet<string>;
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
