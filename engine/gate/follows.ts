import { counted } from "../../inventory/wording.ts";
import type { Operation, Step } from "./steps.ts";

/** What a change of the data makes of the program, by URN: the difference between two plans. */
export interface ExpectedChanges {
  readonly created: ReadonlySet<string>;
  readonly updated: ReadonlySet<string>;
  readonly dropped: ReadonlySet<string>;
  /** Whether the program itself has changed since: then creations and updates may follow from that. */
  readonly programChanged: boolean;
}

/** Up to so many resources are named one by one. */
const NAMED = 10;

/**
 * Operations that do not follow from the change of the data: what somebody has done to the state by hand, a run with other
 * data, or a surprise of the engine. Judged by URN and operation, not by value.
 */
export function checkFollows(steps: readonly Step[], expected: ExpectedChanges): string[] {
  const surprising = steps.filter((step) => step.type !== "pulumi:pulumi:Stack" && !follows(step, expected));
  if (surprising.length === 0) return [];
  const named = surprising.slice(0, NAMED).map(({ title, op }) => `    ${title}: ${op}`);
  const rest = surprising.length > NAMED ? [`    and ${surprising.length - NAMED} more`] : [];
  return [
    [
      `${counted(surprising.length, "operation")} would not follow from the change of the data since the last applied run:`,
      ...named,
      ...rest,
      "    Find out who changed the state or the cloud: `infra drift` shows it; what the state has lost, `infra recover` adopts.",
    ].join("\n"),
  ];
}

function follows({ urn, op }: Step, { created, updated, dropped, programChanged }: ExpectedChanges): boolean {
  const allowed: Readonly<Record<Operation, boolean>> = {
    // A run that failed half-way has created a part of what the data wants, or updated it.
    create: created.has(urn) || programChanged,
    import: created.has(urn) || programChanged,
    update: created.has(urn) || updated.has(urn) || programChanged,
    replace: created.has(urn) || updated.has(urn),
    delete: dropped.has(urn),
    forget: dropped.has(urn),
  };
  return allowed[op];
}
