import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import type { Waiver } from "../../inventory/groups/types.ts";
import { counted } from "../../terminal/wording.ts";
import { EXIT, UserError } from "../../terminal/userError.ts";
import { checkDeletions } from "./deletions.ts";
import {
  checkComplete,
  checkExpected,
  type ExpectedChanges,
  type StackDifference,
} from "./expectedChanges.ts";
import { PolicyEvents } from "./policyEvents.ts";
import { Steps } from "./steps.ts";

/** What the gate judges a preview by. */
export interface GateInput {
  readonly waivers: readonly Waiver[];
  /** Undefined if it is unknown what was last applied: the gate then checks only for losses. */
  readonly expected: ExpectedChanges | undefined;
  /** What a run of a part must do; undefined for a run of everything. */
  readonly part?: Pick<StackDifference, "created" | "dropped" | "registered"> | undefined;
}

/**
 * Stands between a preview and `up`: reads the engine's events and refuses what must not be applied. Fails closed: an
 * incomplete preview, or one that the policy pack has not judged, does not pass.
 */
export class Gate {
  private readonly policy = new PolicyEvents();
  private readonly steps = new Steps();

  add(event: EngineEvent): void {
    this.policy.add(event);
    this.steps.add(event);
  }

  /** Throws a `UserError` that lists all violations of policy/, whether or not the preview succeeded. */
  refuseViolations(): void {
    const { violations } = this.policy;
    if (violations.length === 0) return;
    const broken = `${counted(violations.length, "violation")} of policy/. Nothing was changed.`;
    throw new UserError([...violations, broken].join("\n"), EXIT.policy);
  }

  /**
   * Throws a `UserError` with all reasons why a successful preview must not be applied.
   *
   * @param left the URNs of what is in the state after a run of everything
   */
  refuse(left: Iterable<string>, { waivers, expected, part }: GateInput): void {
    if (!this.steps.complete) {
      throw refusal([
        "The events of the preview were cut short: what it would do is not known. Run this again.",
      ]);
    }
    if (!this.policy.hasJudged(part?.registered ?? left)) {
      throw new UserError("The policy pack has not judged every resource. Nothing was changed.", EXIT.policy);
    }
    const reasons = [
      ...this.steps.unknownOperations.map(
        (op) => `The engine would do something that the gate does not know: ${op}.`,
      ),
      ...checkDeletions(this.steps.all, waivers),
      ...(expected === undefined ? [] : checkExpected(this.steps.all, expected)),
      ...(part === undefined ? [] : checkComplete(this.steps.all, part)),
    ];
    if (reasons.length > 0) throw refusal(reasons);
  }
}

function refusal(reasons: readonly string[]): UserError {
  return new UserError(
    [...reasons, "The gate refused the change. Nothing was changed."].join("\n"),
    EXIT.refused,
  );
}
