import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import type { OpType } from "@pulumi/pulumi/automation/stack.js";
import { describe, expect, test } from "vitest";
import { explainFailure, explainWarnings } from "../../../engine/up/failures.ts";
import { changeLines } from "../../../engine/up/summary.ts";
import { OperationSummary } from "../../../engine/operation/summary.ts";

const REPOSITORY = "gcp:artifactregistry/repository:Repository";
const urn = (name: string, type = REPOSITORY) =>
  `urn:pulumi:staging::k8s-registry::k8s:registry:StagingRepository$${type}::${name}`;
const staging = { stack: "staging", clouds: "localcloud" } as const;
const ended = { exitCode: 1, interrupted: false, output: "" };
let sequence = 0;
const event = (fields: Partial<EngineEvent>): EngineEvent => ({
  sequence: sequence++,
  timestamp: 0,
  ...fields,
});
const done = (op: OpType, name: string, old?: object, diffs?: string[]): EngineEvent =>
  event({
    resOutputsEvent: {
      metadata: { op, urn: urn(name), type: REPOSITORY, old, diffs } as unknown as StepEventMetadata,
    },
  });
const refused = (name: string, message: string): EngineEvent =>
  event({ diagnosticEvent: { urn: urn(name), message, color: "never", severity: "error" } });

function tallyOf(...events: EngineEvent[]): OperationSummary {
  const tally = new OperationSummary();
  for (const one of events) tally.add(one);
  return tally;
}

test("a resource that is reported twice, such as one that registers outputs, counts once", () => {
  const tally = tallyOf(done("create", "a"), done("create", "a"), done("same", "b"), done("same", "b"));
  expect([tally.changed.length, tally.unchanged, tally.finished]).toEqual([1, 1, 2]);
});

test("a warning is recorded with its URN and without the engine's markup", () => {
  const warning = (urn: string | undefined, message: string) =>
    event({ diagnosticEvent: { ...(urn && { urn }), message, color: "never", severity: "warning" } });
  const stack = "urn:pulumi:staging::k8s-registry::pulumi:pulumi:Stack::k8s-registry-staging";
  const { warnings } = tallyOf(
    warning(stack, "<{%reset%}>3 builds left out<{%reset%}>\n"),
    warning(undefined, "old version"),
  );
  expect(warnings).toEqual([
    { urn: stack, message: "3 builds left out" },
    { urn: "", message: "old version" },
  ]);
});

test("only a custom resource that is not retained counts as deleted; others are forgotten", () => {
  const { changed } = tallyOf(
    done("delete", "retained", { custom: true, retainOnDelete: true }),
    done("delete", "component", {}),
    done("delete", "gone", { custom: true }),
  );
  expect(changed.map(({ name, change }) => [name, change])).toEqual([
    ["retained", "forget"],
    ["component", "forget"],
    ["gone", "delete"],
  ]);
});

test("an adopted resource counts as imported, whether or not it is updated afterwards", () => {
  const tally = tallyOf(
    done("import", "a"),
    done("same", "a"),
    done("import", "b"),
    done("update", "b", {}, ["members"]),
  );
  expect(tally.changed.map(({ name, change, properties }) => [name, change, properties])).toEqual([
    ["a", "import", []],
    ["b", "import", ["members"]],
  ]);
  expect(tally.unchanged).toBe(0);
});

test("each warning is reported once, with the resource that it concerns", () => {
  const warning = (name: string): EngineEvent =>
    event({
      diagnosticEvent: {
        urn: name && urn(name),
        message: "slow <{%reset%}>\n",
        color: "never",
        severity: "warning",
      },
    });
  expect(explainWarnings(tallyOf(warning("a"), warning("a"), warning("")))).toEqual([
    "warning: a: slow",
    "warning: slow",
  ]);
});

test("the three steps of a replacement count as one change", () => {
  const { changed } = tallyOf(
    done("create-replacement", "a"),
    done("replace", "a"),
    done("delete-replaced", "a"),
  );
  expect(changed.map(({ change }) => change)).toEqual(["replace"]);
});

describe("the list of changes", () => {
  test("says so when there are none", () => {
    expect(changeLines([])).toEqual(["  no changes"]);
  });

  test("names resources and the inputs that differ", () => {
    const { changed } = tallyOf(
      done("update", "k8s-staging-kind/images", {}, ["cleanupPolicyDryRun", "labels"]),
    );
    expect(changeLines(changed)).toEqual([
      "  1 updated",
      "    ~ Repository k8s-staging-kind/images: cleanupPolicyDryRun, labels",
    ]);
  });

  test("groups by project above 20 resources, and is only a count above 20 projects", () => {
    const many = (projects: number, each: number) =>
      Array.from({ length: projects * each }, (_, index) => done("create", `p${index % projects}/${index}`));
    expect(changeLines(tallyOf(...many(2, 11)).changed)).toEqual([
      "  22 created",
      "    p0: 11 resources",
      "    p1: 11 resources",
    ]);
    expect(changeLines(tallyOf(...many(21, 1)).changed)).toEqual(["  21 created"]);
  });
});

describe("the explanation of a failure", () => {
  const isProtected = (name: string) =>
    refused(
      name,
      `Preview failed: resource "${urn(name)}" cannot be deleted\nbecause it is protected. To unprotect …\n`,
    );

  test("names each removed project once, with the remedy, in place of the engine's advice to unprotect", () => {
    const tally = tallyOf(
      isProtected("k8s-staging-kops/images"),
      isProtected("k8s-staging-kops"),
      isProtected("k8s-staging-dns"),
    );
    expect(explainFailure(staging, "preview", tally, ended)).toBe(
      [
        "k8s-staging-dns has left the data, but it is protected: it may hold images that releases are promoted from.",
        "    Put it back with `state: retired` and `read_only_until: <day>`, apply that, and remove it on that day or later.",
        "k8s-staging-kops has left the data, but it is protected: it may hold images that releases are promoted from.",
        "    Put it back with `state: retired` and `read_only_until: <day>`, apply that, and remove it on that day or later.",
        "Nothing was changed.",
      ].join("\n"),
    );
  });

  test("gives each error from the cloud once, without the engine's closing line and markup", () => {
    const echo = event({
      diagnosticEvent: { message: "<{%fg 1%}>update failed<{%reset%}>\n", color: "never", severity: "error" },
    });
    const tally = tallyOf(
      done("create", "a"),
      refused("b", "409\n"),
      refused("b", "409\n"),
      refused("c", "403"),
      echo,
    );
    expect(explainFailure(staging, "up", tally, ended).split("\n")).toEqual([
      "b: 409",
      "c: 403",
      "1 resource changed before that and stays recorded; run this again to go on.",
    ]);
  });

  test.each([
    [0, "0 resources changed before that and stay recorded; run this again to go on."],
    [1, "1 resource changed before that and stays recorded; run this again to go on."],
    [2, "2 resources changed before that and stay recorded; run this again to go on."],
  ])("counts what is recorded: %i", (count, sentence) => {
    const changes = Array.from({ length: count }, (_, index) => done("create", `a/${index}`));
    expect(explainFailure(staging, "up", tallyOf(...changes), ended)).toBe(sentence);
  });

  test("explains that a resource already exists, and what to do about it", () => {
    const tally = tallyOf(
      refused("a", "googleapi: Error 409: Requested entity already exists, alreadyExists"),
    );
    expect(explainFailure(staging, "up", tally, ended).split("\n").slice(1, 3)).toEqual([
      "The cloud has resources that the state does not know. What this run made is adopted when you run this again;",
      "    `bin/infra recover staging` adopts all of it.",
    ]);
  });

  test("does not claim that changes are recorded when a full disk is reported", () => {
    const full =
      "The disk is full: the state may not record everything that was done. Free at least 256 MB and run this again; it adopts what exists.";
    const output = "error: saving the snapshot: write /s/staging.json.18ab.tmp: no space left on device\n";
    expect(explainFailure(staging, "up", tallyOf(), { ...ended, output })).toBe(`${output}${full}`);
    const store = "localcloud: cannot write /s/cloud/a.json: no space left on device";
    expect(explainFailure(staging, "up", tallyOf(refused("a", store)), ended)).toBe(`a: ${store}\n${full}`);
    expect(explainFailure(staging, "preview", tallyOf(), { ...ended, output })).toBe(
      `${output}Nothing was changed.`,
    );
  });

  test("does not claim that unsaved changes are recorded", () => {
    const output =
      "error: writing snapshot: failed to save snapshot: open /s/staging.json.18ab.tmp: permission denied";
    expect(explainFailure(staging, "up", tallyOf(done("create", "a")), { ...ended, output })).toBe(
      `${output}\nThe state may not record everything that was done. Fix what kept it from being saved and run this again; it adopts what exists.`,
    );
  });

  test("says what to do after the engine was killed", () => {
    expect(explainFailure(staging, "up", tallyOf(), { ...ended, exitCode: null })).toBe(
      "The engine was killed: localcloud may hold resources that the state does not know. Run this again to adopt them and go on.",
    );
  });

  test("reports an engine that was killed during a preview", () => {
    expect(explainFailure(staging, "preview", tallyOf(), { ...ended, exitCode: null })).toBe(
      "The engine was killed.\nNothing was changed.",
    );
  });

  test("says that everything was applied when only the drift check failed", () => {
    expect(explainFailure(staging, "verify", tallyOf(), { ...ended, interrupted: true })).toBe(
      "Interrupted.\nEverything was applied, but the drift check did not finish: run `infra drift`.",
    );
  });

  test("says how many changes of an interrupted run are recorded, and omits canceled operations", () => {
    const tally = tallyOf(done("create", "a"), refused("b", "failed to run remediation: context canceled"));
    expect(explainFailure(staging, "up", tally, { ...ended, interrupted: true }).split("\n")).toEqual([
      "Interrupted.",
      "1 resource changed before that and stays recorded; run this again to go on.",
    ]);
  });

  test("falls back to the CLI's output when there were no events", () => {
    expect(
      explainFailure(staging, "preview", tallyOf(), { ...ended, output: "error: no stack named 'x'\n" }),
    ).toBe("error: no stack named 'x'\nNothing was changed.");
  });
});
