/** What the gate passes and what it refuses, given the events of previews as the engine writes them. */
import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import { expect, test } from "vitest";
import type { ExpectedChanges } from "../../../engine/gate/expectedChanges.ts";
import { Gate, type GateInput } from "../../../engine/gate/gate.ts";
import { UserError } from "../../../terminal/userError.ts";
import type { Waiver } from "../../../inventory/groups/types.ts";

const PROJECT = "gcp:organizations/project:Project";
const REPOSITORY = "gcp:artifactregistry/repository:Repository";
const BINDING = "gcp:projects/iAMBinding:IAMBinding";
const GROUP = "googleworkspace:index/group:Group";
const GROUP_MEMBER = "googleworkspace:index/groupMember:GroupMember";
const GROUP_MEMBERS = "googleworkspace:index/groupMembers:GroupMembers";

const urn = (type: string, name: string, stack = "staging") =>
  `urn:pulumi:${stack}::k8s-registry::k8s:registry:X$${type}::${name}`;

interface Old {
  readonly retain?: boolean;
  readonly inputs?: Record<string, unknown>;
}

const step = (
  op: string,
  type: string,
  name: string,
  { retain = false, inputs = {} }: Old = {},
  stack?: string,
) => ({
  resourcePreEvent: {
    metadata: {
      op,
      urn: urn(type, name, stack),
      type,
      old: { custom: true, retainOnDelete: retain, inputs },
    } as unknown as StepEventMetadata,
  },
});
const KEPT = urn(REPOSITORY, "p/kept");
const analyzed = { policyAnalyzeSummaryEvent: { policyPackName: "k8s-registry", resourceUrn: KEPT } };
const analyzedStack = { policyAnalyzeStackSummaryEvent: { policyPackName: "k8s-registry" } };
const summary = { summaryEvent: {} };

/** A complete stream: numbered, judged by the policy pack, with a summary. */
const stream = (...events: object[]) => [...events, analyzed, analyzedStack, summary];

/**
 * The gate's message about a stream, without its last line, and its exit code; empty and 0 when it passes the stream.
 */
function judged(
  events: readonly object[],
  { waivers = [], expected, part }: Partial<GateInput> = {},
): [string[], number] {
  const gate = new Gate();
  events.forEach((event, sequence) => gate.add({ sequence, ...event } as unknown as EngineEvent));
  try {
    gate.refuseViolations();
    gate.refuse([KEPT], { waivers, expected, part });
    return [[], 0];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [error.message.split("\n").slice(0, -1), error.exitCode];
  }
}

const waiver = (subject: string, rule: Waiver["rule"] = "deletion"): Waiver => ({
  rule,
  subject,
  reason: "r",
  approver: "a",
  expires: "2027-01-01",
  origin: { file: "limits.yaml", line: 1, column: 1 },
});
const remedy = (name: string) => [
  "    Retire it first (`state: retired`), apply that, and remove it in a later change. Where it is meant, a waiver in",
  `    groups/limits.yaml lets it pass: rule deletion, subject ${name}.`,
];

test("creating, updating, importing, reading or keeping a resource passes", () => {
  const events = ["create", "update", "same", "import", "refresh", "read"].map((op, index) =>
    step(op, REPOSITORY, `p/${index}`),
  );
  expect(judged(stream(...events))).toEqual([[], 0]);
});

test.each(["delete", "replace", "delete-replaced", "create-replacement"])(
  "%s of a repository is refused",
  (op) => {
    const [[first, ...rest], code] = judged(stream(step(op, REPOSITORY, "p/images")));
    expect(first).toMatch(
      /^Repository p\/images would be (deleted|replaced, which deletes what it holds)\.$/,
    );
    expect([rest, code]).toEqual([remedy("p/images"), 6]);
  },
);

test("every resource is guarded in prod, but elsewhere only those that hold data", () => {
  expect(judged(stream(step("delete", BINDING, "p/roles/viewer")))).toEqual([[], 0]);
  expect(judged(stream(step("delete", BINDING, "p/roles/viewer", {}, "prod")))[1]).toBe(6);
});

test("all reasons for a refusal are given at once", () => {
  const [lines] = judged(
    stream(
      step("delete", REPOSITORY, "p/images"),
      step("replace", PROJECT, "p"),
      step("explode", GROUP, "g"),
    ),
  );
  expect(lines.filter((line) => !line.startsWith(" "))).toEqual([
    "The engine would do something that the gate does not know: explode.",
    "Repository p/images would be deleted.",
    "Project p would be replaced, which deletes what it holds.",
  ]);
});

test("a location of a remaining project may be forgotten with its bindings once an earlier run has retired it", () => {
  const retained = { retain: true };
  const leaves = (deletionPolicy: string) =>
    stream(
      step("delete", REPOSITORY, "p/us-west4/images", { ...retained, inputs: { deletionPolicy } }),
      step("delete", REPOSITORY, "p/us-west4/images/roles/reader", retained),
    );
  expect(judged(leaves("ABANDON"))).toEqual([[], 0]);
  expect(judged(leaves("PREVENT"))[1]).not.toBe(0);
});

test("a project may be forgotten with everything in it once an earlier run has retired it", () => {
  const retained = { retain: true };
  const leaves = (deletionPolicy: string) =>
    stream(
      step("delete", PROJECT, "p", { ...retained, inputs: { deletionPolicy } }),
      step("delete", REPOSITORY, "p/images", retained),
    );
  expect(judged(leaves("ABANDON"))).toEqual([[], 0]);
  const [lines, code] = judged(leaves("PREVENT"));
  expect(lines.filter((line) => !line.startsWith(" "))).toEqual([
    "Project p would be forgotten without having been retired.",
    "Repository p/images would be forgotten without having been retired.",
  ]);
  expect(code).toBe(6);
  // Deleting a repository of a project that stays is not retirement.
  expect(judged(stream(step("delete", REPOSITORY, "p/images", retained)))[1]).toBe(6);
});

test("a group may be deleted once an earlier run has retired it, and forgotten at any time", () => {
  const emptied = step("delete", GROUP_MEMBERS, "g@kubernetes.io/members", { inputs: { members: [] } });
  expect(judged(stream(step("delete", GROUP, "g@kubernetes.io"), emptied))).toEqual([[], 0]);
  expect(judged(stream(step("delete", GROUP, "g@kubernetes.io")))).toEqual([[], 0]);
  expect(judged(stream(step("delete", GROUP, "g@kubernetes.io", { retain: true })))).toEqual([[], 0]);
});

test("a group that still has members is not retired, whatever its description says", () => {
  const active = { inputs: { description: "Retired: maintainers of old releases" } };
  const member = { email: "a@example.com", role: "MEMBER", type: "USER" };
  const listed = step("delete", GROUP_MEMBERS, "g@kubernetes.io/members", { inputs: { members: [member] } });
  const single = step("delete", GROUP_MEMBER, "g@kubernetes.io/members/a@example.com", { retain: true });
  for (const members of [listed, single]) {
    expect(judged(stream(step("delete", GROUP, "g@kubernetes.io", active), members))).toEqual([
      ["Group g@kubernetes.io would be deleted.", ...remedy("g@kubernetes.io")],
      6,
    ]);
  }
  const ofAnother = step("delete", GROUP_MEMBER, "h@kubernetes.io/members/a@example.com", { retain: true });
  expect(judged(stream(step("delete", GROUP, "g@kubernetes.io"), ofAnother))).toEqual([[], 0]);
  expect(judged(stream(step("replace", GROUP, "g@kubernetes.io", active)))[1]).toBe(6);
});

test("a waiver covers only its own resource and rule, and at most two may apply in one run", () => {
  const names = ["p/a", "p/b", "p/c"];
  const lost = (...few: string[]) => stream(...few.map((name) => step("delete", REPOSITORY, name)));
  expect(judged(lost("p/a"), { waivers: [waiver("p/a")] })).toEqual([[], 0]);
  expect(judged(lost("p/a"), { waivers: [waiver("p/b"), waiver("p/a", "groups-lost")] })[1]).toBe(6);
  expect(judged(lost(...names), { waivers: names.map((name) => waiver(name)) })).toEqual([
    [
      "3 resources that hold data would be deleted or replaced, by waivers; 2 at most in one run. Spread them over several.",
    ],
    6,
  ]);
});

test("more than 50 deletions in one run are refused", () => {
  const revoked = (count: number) =>
    stream(...Array.from({ length: count }, (_, index) => step("delete", BINDING, `p/${index}`)));
  expect(judged(revoked(50))).toEqual([[], 0]);
  expect(judged(revoked(51))).toEqual([
    [
      "51 resources would be deleted; 50 at most in one run. Spread the change over several, or find out what is wrong.",
    ],
    6,
  ]);
});

test("an event stream that is empty, truncated or incomplete is refused", () => {
  const cut = "The events of the preview were cut short: what it would do is not known. Run this again.";
  const whole = stream(step("create", REPOSITORY, "p/images"));
  expect(judged(whole)).toEqual([[], 0]);
  expect(judged(whole.slice(0, -1))).toEqual([[cut], 6]);
  expect(judged([])).toEqual([[cut], 6]);
  expect(judged(whole.map((event, index) => (index === 2 ? { ...event, sequence: 7 } : event)))).toEqual([
    [cut],
    6,
  ]);
});

test("a preview is refused unless the policy pack judged both the resources and the stack", () => {
  for (const missing of [analyzed, analyzedStack]) {
    const [, code] = judged(stream().filter((event) => event !== missing));
    expect(code).toBe(5);
  }
  expect(
    judged([{ policyAnalyzeSummaryEvent: { policyPackName: "another" } }, analyzedStack, summary])[1],
  ).toBe(5);
});

test("all mandatory violations are reported with their own exit code, even if the preview failed", () => {
  const violation = (message: string, enforcementLevel = "mandatory") => ({
    policyEvent: {
      message: `<{%reset%}>A rule.\n${message}<{%reset%}>\n`,
      policyName: "retention",
      enforcementLevel,
    },
  });
  expect(
    judged([violation("b has no cleanup policy"), violation("a has none"), violation("c", "advisory")]),
  ).toEqual([["a has none [retention]", "b has no cleanup policy [retention]"], 5]);
});

const expected = (changes: Partial<ExpectedChanges>): ExpectedChanges => ({
  created: new Set(),
  updated: new Set(),
  dropped: new Set(),
  programChanged: false,
  ...changes,
});

test("an operation that does not follow from the data change is refused by name", () => {
  const events = stream(step("update", BINDING, "p/roles/viewer"), step("create", BINDING, "p/roles/x"));
  expect(judged(events, { expected: expected({ created: new Set([urn(BINDING, "p/roles/x")]) }) })).toEqual([
    [
      "1 operation would not follow from the change of the data since the last applied run:",
      "    IAMBinding p/roles/viewer: update",
      "    Find out who changed the state or the cloud: `infra drift` shows it; `infra recover` adopts what the state has lost.",
    ],
    6,
  ]);
});

test("a half-applied change may be completed; a changed program may create and update, but not delete", () => {
  const created = new Set([urn(BINDING, "p/a")]);
  expect(judged(stream(step("update", BINDING, "p/a")), { expected: expected({ created }) })).toEqual([
    [],
    0,
  ]);
  const programChanged = expected({ programChanged: true });
  const update = stream(step("update", BINDING, "p/a"), step("create", BINDING, "p/b"));
  expect(judged(update, { expected: programChanged })).toEqual([[], 0]);
  expect(judged(stream(step("delete", BINDING, "p/a")), { expected: programChanged })[1]).toBe(6);
});

const images = urn(REPOSITORY, "p/images");
const ofPart = (changes: object = {}) => ({
  part: { created: new Set<string>(), dropped: new Set<string>(), registered: new Set([KEPT]), ...changes },
});

test("in a run of a part, everything that the change of the data creates or drops must happen", () => {
  const created = new Set([images]);
  expect(judged(stream(step("create", REPOSITORY, "p/images")), ofPart({ created }))).toEqual([[], 0]);
  expect(judged(stream(step("same", REPOSITORY, "p/images")), ofPart({ created }))).toEqual([
    [
      "1 operation would be left out that the change of the data asks for:",
      "    Repository p/images",
      "    Run this again with --full, which looks at everything.",
    ],
    6,
  ]);
  expect(judged(stream(), ofPart({ dropped: created }))[1]).toBe(6);
});

test("in a run of a part, the policy pack must have judged each resource that the program registers", () => {
  expect(judged(stream(), ofPart({ registered: new Set([KEPT, images]) }))[1]).toBe(5);
});
