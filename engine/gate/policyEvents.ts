import type { EngineEvent, PolicyEvent } from "@pulumi/pulumi/automation/events.js";

/** The name of the pack in policy/, as it names itself to the engine. */
const PACK = "k8s-registry";

/** The summaries that the SDK's types lack (pulumi/pulumi, sdk/go/common/apitype/events.go). */
type Event = EngineEvent & {
  readonly policyAnalyzeSummaryEvent?: { readonly policyPackName: string };
  readonly policyAnalyzeStackSummaryEvent?: { readonly policyPackName: string };
};

/** What the policy pack said during one operation, and whether it said anything at all. */
export class PolicyEvents {
  private readonly found: PolicyEvent[] = [];
  private judged = 0;
  private judgedStack = false;

  add(event: Event): void {
    if (event.policyEvent !== undefined) this.found.push(event.policyEvent);
    if (event.policyAnalyzeSummaryEvent?.policyPackName === PACK) this.judged += 1;
    if (event.policyAnalyzeStackSummaryEvent?.policyPackName === PACK) this.judgedStack = true;
  }

  /** One line per rule that a resource breaks, sorted: nothing may be applied. */
  get violations(): readonly string[] {
    return this.found
      .filter(({ enforcementLevel }) => enforcementLevel === "mandatory")
      .map(({ message, policyName }) => `${textOf(message)} [${policyName}]`)
      .sort();
  }

  /** Whether the pack has judged at least so many resources one by one, and all of them together. */
  hasJudged(resources: number): boolean {
    return this.judgedStack && this.judged >= resources;
  }
}

/** The message of a violation stands below its rule's description, among marks for colours. */
function textOf(message: string): string {
  return (
    message
      .replaceAll(/<\{%[^%]*%\}>/g, "")
      .trim()
      .split("\n")
      .at(-1) ?? ""
  );
}
