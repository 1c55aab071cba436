import { ownerOf } from "../../../boot/urn.ts";
import { counted, listed } from "../../../terminal/wording.ts";
import { formersOf } from "../plan/formers.ts";
import type { PlannedResource } from "../plan/monitor.ts";
import type { Change, Level, Reason } from "./schema.ts";

/** What risks are derived from, besides the report. */
export interface Evidence {
  /** What was evaluated, before and after the change. */
  readonly plans: readonly [base: readonly PlannedResource[], head: readonly PlannedResource[]];
  /** The reasons besides the stacks. */
  readonly besides?: readonly Reason[];
  /** The digests that the proxies ran before the change. */
  readonly ran?: ReadonlySet<string>;
  /** The identity pools whose jobs could act as build accounts before the change. */
  readonly pools?: ReadonlySet<string>;
}

/** The inputs of a changed resource, before and after. */
export interface Inputs {
  readonly before: PlannedResource["inputs"];
  readonly after: PlannedResource["inputs"];
}

/** Looks up the inputs of changes by their URN; those of a resource that one side lacks are empty. */
export function inputsOf({ plans: [base, head] }: Evidence): (change: Pick<Change, "urn">) => Inputs {
  const formers = formersOf(base, head);
  const present = new Map(head.map((resource) => [resource.urn, resource]));
  return ({ urn }) => ({
    before: formers.get(urn)?.inputs ?? {},
    after: present.get(urn)?.inputs ?? {},
  });
}

/** One reason for some changes, if there are any, that counts and names whose they are. */
export function reasonFor(
  level: Level,
  changes: readonly Change[],
  text: (whose: string) => string,
): Reason[] {
  if (changes.length === 0) return [];
  const whose = listed([...new Set(changes.map(({ name }) => ownerOf(name)))], 3);
  return [{ level, text: text(`${counted(changes.length, "resource")} of ${whose}`) }];
}

/** Types of roles and memberships: they hold no data, and who loses access is reported separately. */
export function isOfSomebody(type: string): boolean {
  return /(?:I(?:am|AM)(?:Binding|Member)|:GroupMembers?)$/.test(type);
}
