import { nameOf, parseUrn } from "../boot/urn.ts";
import type { PolicyException } from "../inventory/exceptions/load.ts";
import type { PolicyResource } from "./resource.ts";
import type { Finding, Rule, Severity } from "./rule.ts";
import { rules } from "./rules/index.ts";

/** A violation of a rule by a resource. */
export interface Violation {
  readonly rule: string;
  readonly severity: Severity;
  readonly urn: string;
  /** A full sentence without a period, starting with the resource's logical name. */
  readonly message: string;
  readonly remediation: string;
  readonly url: string;
}

/** The result of checking a stack. */
export interface Verdict {
  /** Most severe first, then by message. */
  readonly violations: readonly Violation[];
  /** Violations covered by a valid exception. */
  readonly excepted: readonly Violation[];
  /** Exceptions that need attention: expired, for an unknown rule, or unused. One sentence each, with its position. */
  readonly notes: readonly string[];
}

const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low"];

/**
 * Checks all resources of a stack against all rules, for `infra plan`, without an engine. The policy pack applies the
 * same rules in the engine. Pure.
 *
 * @param today the day on which exceptions must be valid, as `YYYY-MM-DD` in UTC
 */
export function judge(
  resources: readonly PolicyResource[],
  exceptions: readonly PolicyException[],
  today: string,
): Verdict {
  const found = rules.flatMap((rule) => judgeBy(rule, resources));
  const violations = found.filter((violation) => exceptionFor(violation, exceptions, today) === undefined);
  const excepted = found.filter((violation) => !violations.includes(violation));
  return {
    violations: violations.sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.message < b.message ? -1 : 1),
    ),
    excepted,
    notes: notesOn(exceptions, found, stackOf(resources), today),
  };
}

/** The violations of one rule, regardless of exceptions. */
export function judgeBy(rule: Rule, resources: readonly PolicyResource[]): Violation[] {
  // Evaluated once per type: a stack has thousands of resources, but only some dozen types.
  const asked = new Map<string, boolean>();
  const concerned = resources.filter(({ type }) => {
    const known = asked.get(type) ?? rule.appliesTo(type);
    asked.set(type, known);
    return known;
  });
  const { name, severity, remediation, url } = rule;
  return findings(rule, concerned).map(({ urn, message }) => {
    const sentence = `${nameOf(urn)} ${message}`;
    return { rule: name, severity, urn, message: sentence, remediation, url };
  });
}

function findings(rule: Rule, resources: readonly PolicyResource[]): readonly Finding[] {
  if ("checkStack" in rule) return rule.checkStack(resources);
  return resources.flatMap((resource) =>
    rule.check(resource).map((message) => ({ urn: resource.urn, message })),
  );
}

/** The exception that covers a violation on a day; undefined if there is none. */
export function exceptionFor(
  { rule, urn }: Pick<Violation, "rule" | "urn">,
  exceptions: readonly PolicyException[],
  today: string,
): PolicyException | undefined {
  return exceptions.find((exception) => isAbout(exception, rule, urn) && exception.expires >= today);
}

/** Notes on exceptions of this stack that need attention, in file order. */
export function notesOn(
  exceptions: readonly PolicyException[],
  found: readonly Pick<Violation, "rule" | "urn">[],
  stack: string | undefined,
  today: string,
): string[] {
  return exceptions
    .filter((exception) => exception.stack === stack)
    .flatMap((exception) => {
      const { rule, resource, expires, owner, origin } = exception;
      const place = `${origin.file}:${origin.line}: the exception of ${resource} from ${rule}`;
      if (!rules.some(({ name }) => name === rule)) return [`${place} names no rule; remove it`];
      if (!found.some((violation) => isAbout(exception, violation.rule, violation.urn))) {
        return [`${place} is unused: the resource complies, or does not exist; remove it`];
      }
      return expires < today ? [`${place} expired on ${expires}; ${owner} answers for it`] : [];
    });
}

function isAbout({ rule, stack, resource }: PolicyException, name: string, urn: string): boolean {
  const broken = parseUrn(urn);
  return rule === name && resource === broken.name && stack === broken.stack;
}

/** The stack that resources are of; undefined without any. */
export function stackOf([first]: readonly { readonly urn: string }[]): string | undefined {
  return first && parseUrn(first.urn).stack;
}
