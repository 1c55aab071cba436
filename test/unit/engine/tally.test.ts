import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import type { OpType } from "@pulumi/pulumi/automation/stack.js";
import { describe, expect, test } from "vitest";
import { explainFailure, explainWarnings } from "../../../engine/explain.ts";
import { changeLines } from "../../../engine/summary.ts";
import { Tally } from "../../../engine/tally.ts";

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

function tallyOf(...events: EngineEvent[]): Tally {
  const tally = new Tally();
  for (const one of events) tally.add(one);
  return tally;
}

test("a resource that is reported twice, as one that registers outputs is, counts once", () => {
  const tally = tallyOf(done("create", "a"), done("create", "a"), done("same", "b"), done("same", "b"));
  expect([tally.changed.length, tally.unchanged, tally.finished]).toEqual([1, 1, 2]);
});

test("a warning counts, with what it is about, without the engine's markup", () => {
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

test("a deletion is one only of what exists in the cloud and is not retained", () => {
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

test("what is adopted counts as adopted, whether it is as it should be or changed after that", () => {
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

test("warnings are kept and said once each, with the resource that they concern", () => {
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

test("the three steps of a replacement count as one", () => {
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

  test("goes by project above twenty resources, and is only a count above twenty projects", () => {
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

  test("gives every refusal of the cloud once, without the engine's closing line and its markup", () => {
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
      "1 resource changed before that and stay recorded; run this again to go on.",
    ]);
  });

  test("says what it means that something exists already, and what to do", () => {
    const tally = tallyOf(
      refused("a", "googleapi: Error 409: Requested entity already exists, alreadyExists"),
    );
    expect(explainFailure(staging, "up", tally, ended).split("\n").slice(1, 3)).toEqual([
      "The cloud has resources that the state does not know. What this run made is adopted when you run this again;",
      "    `bin/infra recover staging` adopts all of it.",
    ]);
  });

  test("does not call recorded what a full disk may not have taken, whoever reports it", () => {
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

  test("does not call recorded what the engine could not write down", () => {
    const output =
      "error: writing snapshot: failed to save snapshot: open /s/staging.json.18ab.tmp: permission denied";
    expect(explainFailure(staging, "up", tallyOf(done("create", "a")), { ...ended, output })).toBe(
      `${output}\nWhat was done may not stand in the state. Mend what kept it from being written and run this again; it adopts what exists.`,
    );
  });

  test("says of a killed engine what to do", () => {
    expect(explainFailure(staging, "up", tallyOf(), { ...ended, exitCode: null })).toBe(
      "The engine was killed: localcloud may hold resources that the state does not know. Run this again to adopt them and go on.",
    );
  });

  test("says of an engine that was killed while it only looked that it was", () => {
    expect(explainFailure(staging, "preview", tallyOf(), { ...ended, exitCode: null })).toBe(
      "The engine was killed.\nNothing was changed.",
    );
  });

  test("does not say that nothing was changed where only the look at the clouds afterwards failed", () => {
    expect(explainFailure(staging, "verify", tallyOf(), { ...ended, interrupted: true })).toBe(
      "Interrupted.\nEverything was applied. Whether the clouds have it so is not known: `infra drift` shows it.",
    );
  });

  test("says of an interrupted run what stands, and nothing of what was given up for that", () => {
    const tally = tallyOf(done("create", "a"), refused("b", "failed to run remediation: context canceled"));
    expect(explainFailure(staging, "up", tally, { ...ended, interrupted: true }).split("\n")).toEqual([
      "Interrupted.",
      "1 resource changed before that and stay recorded; run this again to go on.",
    ]);
  });

  test("falls back to what the CLI printed when there was no event", () => {
    expect(
      explainFailure(staging, "preview", tallyOf(), { ...ended, output: "error: no stack named 'x'\n" }),
    ).toBe("error: no stack named 'x'\nNothing was changed.");
  });
});
