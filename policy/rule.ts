import type { PolicyResource } from "./resource.ts";

/** The severity of a violation, in CrossGuard's terms. Every rule is mandatory, regardless of severity. */
export type Severity = "critical" | "high" | "medium" | "low";

interface RuleText {
  /** Kebab-case, unique and stable, since exceptions refer to it. */
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  readonly severity: Severity;
  /** How to fix a violation. */
  readonly remediation: string;
  /** Where the rationale is documented. */
  readonly url: string;
  /** Whether the rule applies to resources with this type token. */
  readonly appliesTo: (type: string) => boolean;
}

/** Checks one resource in isolation. */
export interface ResourceRule extends RuleText {
  /** Returns one message per violation, to follow the resource's name. Pure. */
  readonly check: (resource: PolicyResource) => readonly string[];
}

/** Checks resources together. */
export interface StackRule extends RuleText {
  /** Gets all resources that the rule applies to, in any order. Pure. */
  readonly checkStack: (resources: readonly PolicyResource[]) => readonly Finding[];
}

/** A violation that a stack rule found, and its resource. */
export interface Finding {
  readonly urn: string;
  /** To follow the resource's name. */
  readonly message: string;
}

export type Rule = ResourceRule | StackRule;

/** Selects resources by type token. */
export function ofTypes(...types: readonly string[]): (type: string) => boolean {
  return (type) => types.includes(type);
}
