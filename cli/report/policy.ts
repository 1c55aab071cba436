import type { PlannedResource } from "../plan/monitor.ts";
import { verdictOn } from "../plan/verdict.ts";
import type { Policy } from "./schema.ts";

type Violations = Policy["violations"];

/**
 * What the policies say of the resources that a change touches, those violations apart that were there before. The rules
 * about several resources look at one project or one resource's bindings at a time, so they need no others. Throws a
 * `UserError` for mistakes in the file of exceptions.
 */
export function policyOn(
  base: readonly PlannedResource[],
  head: readonly PlannedResource[],
  ownData: boolean,
): Policy {
  const former = verdictOn(base, ownData);
  const present = verdictOn(head, ownData);
  const known = new Set([...former.violations, ...former.excepted].map(identity));
  const fresh = (violations: Violations) => violations.filter((violation) => !known.has(identity(violation)));
  const violations = fresh([...present.violations]);
  return {
    violations,
    excepted: fresh([...present.excepted]),
    before: present.violations.length - violations.length,
  };
}

function identity({ rule, urn, message }: Violations[number]): string {
  return JSON.stringify([rule, urn, message]);
}
