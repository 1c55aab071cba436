import type { EngineEvent, PolicyEvent } from "@pulumi/pulumi/automation/events.js";

/** The name by which the pack in policy/ identifies itself to the engine. */
const PACK = "k8s-registry";

/** The summary events that the SDK's types lack (pulumi/pulumi, sdk/go/common/apitype/events.go). */
type Event = EngineEvent & {
  readonly policyAnalyzeSummaryEvent?: { readonly policyPackName: string; readonly resourceUrn: string };
  readonly policyAnalyzeStackSummaryEvent?: { readonly policyPackName: string };
};

/** Collects what the policy pack reported during one operation, and whether it reported at all. */
export class PolicyEvents {
  private readonly found: PolicyEvent[] = [];
  private readonly judged = new Set<string>();
  private judgedStack = false;

  add(event: Event): void {
    if (event.policyEvent !== undefined) this.found.push(event.policyEvent);
    const judged = event.policyAnalyzeSummaryEvent;
    if (judged?.policyPackName === PACK) this.judged.add(judged.resourceUrn);
    if (event.policyAnalyzeStackSummaryEvent?.policyPackName === PACK) this.judgedStack = true;
  }

  /** One line per mandatory violation, sorted. Any of them blocks the run. */
  get violations(): readonly string[] {
    return this.found
      .filter(({ enforcementLevel }) => enforcementLevel === "mandatory")
      .map(({ message, policyName }) => `${textOf(message)} [${policyName}]`)
      .sort();
  }

  /** Whether the pack has judged each of these resources, by URN, and the stack as a whole. */
  hasJudged(urns: Iterable<string>): boolean {
    return this.judgedStack && [...urns].every((urn) => this.judged.has(urn));
  }
}

/** The message of a violation follows the description of its rule, with color markup. */
function textOf(message: string): string {
  return (
    message
      .replaceAll(/<\{%[^%]*%\}>/g, "")
      .trim()
      .split("\n")
      .at(-1) ?? ""
  );
}
