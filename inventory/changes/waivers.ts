import { error, warning, type Diagnostic } from "../yaml/diagnostics.ts";
import { daysAfter } from "../yaml/day.ts";
import { deletionRule, type Waiver } from "../groups/types.ts";
import type { Change, Finding } from "./change.ts";

/** Suggested validity of a waiver in days: enough to review and apply the change that it is part of. */
const USUAL_DAYS = 14;

/**
 * Applies waivers to findings: a waived one becomes a warning. A waiver counts only in the change that adds it, so that
 * it cannot be used twice; later on, it is left over. One that excuses nothing in its own change is an error.
 *
 * @param today as `YYYY-MM-DD`
 */
export function withWaivers(
  { base, head }: Change,
  findings: readonly Finding[],
  today: string,
): Diagnostic[] {
  const former = new Set(base.limits.waivers.map(identity));
  const fresh = head.limits.waivers.filter((waiver) => !former.has(identity(waiver)));
  const left = head.limits.waivers.filter((waiver) => former.has(identity(waiver)));
  const used = new Set<Waiver>();
  const judged = findings.map(({ diagnostic, waivable }) => {
    if (waivable === undefined) return diagnostic;
    const waiver = fresh.find(({ rule, subject }) => rule === waivable.rule && subject === waivable.subject);
    if (waiver === undefined) return { ...diagnostic, ...howToWaive(diagnostic, waivable, today) };
    used.add(waiver);
    return waived(diagnostic, waiver);
  });
  // Whether a waiver of the gate excuses anything is known only after the preview.
  const needless = fresh.filter((waiver) => !used.has(waiver) && waiver.rule !== deletionRule);
  return [...judged, ...needless.map(unused), ...left.map(leftOver)];
}

/** Two waivers are the same if their contents are, regardless of position. */
function identity({ rule, subject, reason, approver, expires }: Waiver): string {
  return JSON.stringify([rule, subject, reason, approver, expires]);
}

function waived(diagnostic: Diagnostic, { approver, reason, origin }: Waiver): Diagnostic {
  const hint = `waived by ${approver} in ${origin.file}:${origin.line}: ${reason}`;
  return { ...diagnostic, severity: "warning", hint };
}

function howToWaive(
  { hint }: Diagnostic,
  { rule, subject }: NonNullable<Finding["waivable"]>,
  today: string,
): Pick<Diagnostic, "hint" | "block"> {
  const expires = daysAfter(today, USUAL_DAYS);
  return {
    hint: `${hint}; or, where it is meant, add to groups/limits.yaml in this change:`,
    block: [
      "waivers:",
      `  - rule: ${rule}`,
      `    subject: ${subject}`,
      "    reason: <why this is right>",
      "    approver: <who answers for it>",
      `    expires: ${expires}`,
    ],
  };
}

function unused({ rule, subject, origin }: Waiver): Diagnostic {
  const message = `this waiver of ${rule} for ${subject} has no effect on this change`;
  return error("waiver-unused", origin, message, "remove it, or correct its rule or subject");
}

function leftOver({ rule, subject, expires, origin }: Waiver): Diagnostic {
  const message = `the change that needed this waiver of ${rule} for ${subject} has been merged; the waiver no longer has any effect`;
  return warning("waiver-left-over", origin, message, `remove it; after ${expires} it is an error`);
}
