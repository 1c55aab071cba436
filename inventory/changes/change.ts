import type { Data } from "../data.ts";
import { error, type Diagnostic } from "../yaml/diagnostics.ts";
import type { Group, WaivableRule } from "../groups/types.ts";
import type { Position } from "../yaml/position.ts";

/** A change of the data: the revision before and the revision after. */
export interface Change {
  readonly base: Data;
  readonly head: Data;
}

/** The finding of a change rule. */
export interface Finding {
  readonly diagnostic: Diagnostic;
  /** What a waiver must name to excuse it; undefined if no waiver can. */
  readonly waivable?: { readonly rule: WaivableRule; readonly subject: string };
}

/** Checks a change on a day (`YYYY-MM-DD`). */
export type ChangeRule = (change: Change, today: string) => Finding[];

/** Creates a finding for a change that exceeds a limit; a waiver can excuse it. */
export function beyondLimit(
  rule: WaivableRule,
  subject: string,
  position: Position,
  message: string,
  hint: string,
): Finding {
  return { diagnostic: error(rule, position, message, hint), waivable: { rule, subject } };
}

/** Whether the data declares a group. Groups that only follow from the naming rule are not declared. */
export function isDeclared({ declared }: Group): boolean {
  return Object.keys(declared).length > 0;
}

/** How many of `count` items may be lost: a share of them, rounded down, but at least one. */
export function mostOf(count: number, share: number): number {
  return Math.max(1, Math.floor(count * share));
}

/** `0.5` as `50 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
