import type { Data } from "../data.ts";
import type { Diagnostic } from "../diagnostics.ts";
import { error } from "../diagnostics.ts";
import type { Group, WaivableRule } from "../groups/types.ts";
import type { Position } from "../types.ts";

/** A change of the data: what it starts from, and what it leads to. */
export interface Change {
  readonly base: Data;
  readonly head: Data;
}

/** What a rule about changes found. */
export interface Finding {
  readonly diagnostic: Diagnostic;
  /** What a waiver has to name to excuse it; undefined for what no waiver excuses. */
  readonly waivable?: { readonly rule: WaivableRule; readonly subject: string };
}

/** A check of a change, on a day as `YYYY-MM-DD`. */
export type ChangeRule = (change: Change, today: string) => Finding[];

/** A change goes beyond a limit, which a waiver may excuse. */
export function beyondLimit(
  rule: WaivableRule,
  subject: string,
  position: Position,
  message: string,
  hint: string,
): Finding {
  return { diagnostic: error(rule, position, message, hint), waivable: { rule, subject } };
}

/** False for a group that only the naming rule makes, for a project that declares none. */
export function isDeclared({ declared }: Group): boolean {
  return Object.keys(declared).length > 0;
}

/** The most that may be lost of a number: a share of it, rounded down, but always one. */
export function mostOf(count: number, share: number): number {
  return Math.max(1, Math.floor(count * share));
}

/** `50 %` of 0.5. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
