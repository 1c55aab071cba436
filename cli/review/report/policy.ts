import { ownerOf } from "../../../boot/urn.ts";
import { EXCEPTIONS_FILE, loadExceptions, type PolicyException } from "../../../inventory/exceptions/load.ts";
import { fromRoot } from "../../../boot/root.ts";
import {
  hasFile,
  inCheckout,
  isInCheckout,
  short,
  textAt,
  type Revision,
} from "../../clients/git/revision.ts";
import type { PlannedResource } from "../plan/monitor.ts";
import { ownExceptions, verdictBy } from "../plan/verdict.ts";
import type { Policy } from "./schema.ts";
import { sourceOf } from "../../../inventory/yaml/source.ts";
import { badData } from "../../../inventory/check/required.ts";

type Violations = Policy["violations"];

/** The exceptions on both sides of a change. */
export interface Exceptions {
  readonly base: readonly PolicyException[];
  readonly head: readonly PolicyException[];
}

/**
 * Loads the exceptions of both revisions; without a head, those of the working tree. If the base's are invalid, they
 * count as unchanged, since only the head is judged. Throws a `UserError` for mistakes in the head's file.
 */
export function exceptionsOf(base: Revision, head: Revision | undefined): Exceptions {
  const present = (head && exceptionsAt(head)) ?? ownExceptions();
  try {
    return { base: exceptionsAt(base) ?? present, head: present };
  } catch {
    return { base: present, head: present };
  }
}

function exceptionsAt(revision: Revision): readonly PolicyException[] | undefined {
  const file = fromRoot(EXCEPTIONS_FILE);
  if (!isInCheckout(revision, file) || !hasFile(revision, file)) return undefined;
  const shown = `${short(revision)}:${inCheckout(revision.checkout, file)}`;
  const { records: exceptions, diagnostics } = loadExceptions(sourceOf(shown, textAt(revision, file)));
  if (exceptions === undefined) throw badData(diagnostics);
  return exceptions;
}

/** Returns the projects and other owners whose exceptions differ between the revisions. */
export function differentlyExcepted({ base, head }: Exceptions, stack: string): Set<string> {
  const keys = (exceptions: readonly PolicyException[]) =>
    new Map(
      exceptions
        .filter((exception) => exception.stack === stack)
        .map(({ rule, resource, expires }) => [JSON.stringify([rule, resource, expires]), ownerOf(resource)]),
    );
  const [before, after] = [keys(base), keys(head)];
  return new Set([
    ...[...before].flatMap(([key, owner]) => (after.has(key) ? [] : [owner])),
    ...[...after].flatMap(([key, owner]) => (before.has(key) ? [] : [owner])),
  ]);
}

/**
 * Judges the resources that a change touches on a day, each side with its own exceptions, and omits what was violated or
 * excepted in the same way before. Rules about several resources look at one project or one resource's bindings at a
 * time, so other resources are not needed.
 */
export function policyOn(
  base: readonly PlannedResource[],
  head: readonly PlannedResource[],
  exceptions: Exceptions,
  day: string,
): Policy {
  const former = verdictBy(base, exceptions.base, day);
  const present = verdictBy(head, exceptions.head, day);
  const violations = fresh(present.violations, former.violations);
  return {
    violations,
    excepted: fresh(present.excepted, former.excepted),
    before: present.violations.length - violations.length,
  };
}

function fresh(violations: Readonly<Violations>, former: Readonly<Violations>): Violations {
  const known = new Set(former.map(identity));
  return violations.filter((violation) => !known.has(identity(violation)));
}

function identity({ rule, urn, message }: Violations[number]): string {
  return JSON.stringify([rule, urn, message]);
}
