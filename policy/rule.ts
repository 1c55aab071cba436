import type { PolicyResource } from "./resource.ts";

/** What breaking a rule can lead to, in CrossGuard's words. Every rule is mandatory, whatever its severity. */
export type Severity = "critical" | "high" | "medium" | "low";

interface RuleText {
  /** Kebab-case, unique, stable: exceptions name it. */
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  readonly severity: Severity;
  /** What to do about a violation. */
  readonly remediation: string;
  /** Where the reason is written down. */
  readonly url: string;
  /** Which resources it looks at, by type token. */
  readonly appliesTo: (type: string) => boolean;
}

/** Judges one resource by itself. */
export interface ResourceRule extends RuleText {
  /** Pure. What is wrong with the resource, one message per mistake; each reads on after the resource's name. */
  readonly check: (resource: PolicyResource) => readonly string[];
}

/** Judges resources together. */
export interface StackRule extends RuleText {
  /** Pure. Gets all resources that it applies to, in any order. */
  readonly checkStack: (resources: readonly PolicyResource[]) => readonly Finding[];
}

/** What a stack rule found, and on which resource. */
export interface Finding {
  readonly urn: string;
  /** Reads on after the resource's name. */
  readonly message: string;
}

export type Rule = ResourceRule | StackRule;

/** Selects resources of some types. */
export function ofTypes(...types: readonly string[]): (type: string) => boolean {
  return (type) => types.includes(type);
}
