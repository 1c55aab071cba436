/** What a run looks at: the part that the data have changed, only if nothing else can have changed. */
import { expect, test } from "vitest";
import type { StackDifference } from "../../../engine/gate/expectedChanges.ts";
import { scopeOf, type ScopeOptions } from "../../../engine/up/scope.ts";
import type { Workspace } from "../../../engine/workspace/workspace.ts";
import type { Change } from "../../../inventory/changes/change.ts";

const change = {} as Change;
const part = { projects: ["k8s-staging-kind"], groups: [], registries: [], proxy: false, mirrors: false };
const now = { data: "data", program: "program", tools: "tools" };
const applied = { ...now, state: "state", day: "2026-12-01", revision: "", files: {} };
const workspace = (changed: object = {}) =>
  ({
    run: { stack: "staging", clouds: "localcloud" },
    state: { digest: "state" },
    applied,
    unfinished: undefined,
    ...changed,
  }) as unknown as Workspace;
const options: ScopeOptions = { full: false, recover: false, plugins: false, day: "2026-12-02" };

const difference = (changed: Partial<StackDifference> = {}): StackDifference => ({
  created: new Set(["urn:created"]),
  updated: new Set(["urn:updated"]),
  dropped: new Set(["urn:dropped"]),
  rewired: new Set(["urn:rewired", "urn:updated"]),
  lost: new Set(),
  registered: new Set(["urn:created", "urn:updated", "urn:rewired", "urn:parent"]),
  part,
  ...changed,
});

/** What a run looks at after a change of the data, unless something else says otherwise. */
const scope = (
  {
    of = {},
    digests = {},
    asked = {},
  }: { of?: object; digests?: object; asked?: Partial<ScopeOptions> } = {},
  found = difference(),
) =>
  scopeOf(workspace(of), { ...now, data: "other", ...digests }, change, () => Promise.resolve(found), {
    ...options,
    ...asked,
  });

test("after a change of the data, exactly the resources that differ are targets", async () => {
  expect(await scope()).toEqual({
    of: "part",
    difference: difference(),
    targets: ["urn:created", "urn:updated", "urn:rewired", "urn:dropped"],
  });
});

test("with the same data, program and state there is nothing to look at", async () => {
  expect(await scope({ digests: { data: "data" } })).toEqual({
    of: "nothing",
    why: "data, program and state are as the last run left them",
  });
});

test("a change of the data that no resource depends on touches nothing", async () => {
  const none = new Set<string>();
  const found = difference({ created: none, updated: none, dropped: none, rewired: none });
  expect(await scope({}, found)).toEqual({
    of: "nothing",
    why: "the change of the data touches no resource",
  });
});

test.each([
  ["as --full asks", { asked: { full: true } }],
  ["the state is rebuilt", { asked: { recover: true } }],
  ["real plugins look at it", { asked: { plugins: true } }],
  ["this is the first run", { of: { state: undefined } }],
  ["the run before did not finish", { of: { unfinished: { creating: [] } } }],
  ["the program or its configuration has changed", { digests: { program: "other" } }],
  ["the policies, the engine or localcloud have changed", { digests: { tools: "other" } }],
  ["the state is not as the last run left it", { of: { state: { digest: "edited" } } }],
])("everything, because %s", async (why, given) => {
  for (const data of ["data", "other"]) {
    const { digests = {}, ...rest } = given as { digests?: object };
    const found = await scope({ ...rest, digests: { data, ...digests } });
    expect([found.of, found.of !== "part" && found.why]).toEqual(["everything", why]);
  }
});

test("everything, because an exception from a policy that was valid in the last run has expired", async () => {
  // Every exception of the project's own data has expired by then.
  const far = { digests: { data: "data" }, asked: { day: "2099-01-01" } };
  expect(await scope(far)).toMatchObject({ of: "everything", why: "an exception from a policy has expired" });
  // One that had expired before is none of that run's.
  const later = { ...far, of: { applied: { ...applied, day: "2098-12-31" } } };
  expect(await scope(later)).toMatchObject({ of: "nothing" });
});

test("everything, because what the change may touch is not known, or is too much", async () => {
  expect(await scope({}, difference({ part: undefined }))).toMatchObject({
    of: "everything",
    why: "the change may touch everything",
  });
  const created = new Set(Array.from({ length: 998 }, (_, index) => `urn:${index}`));
  expect(await scope({}, difference({ created }))).toMatchObject({
    of: "everything",
    why: "the change touches 1,001 resources",
  });
});

test("everything, because the last run's data are not known", async () => {
  const found = await scopeOf(
    workspace({ applied: undefined }),
    now,
    "nothing says from which data it was applied last",
    () => Promise.reject(new Error("must not be asked")),
    options,
  );
  expect(found).toEqual({ of: "everything", why: "nothing says from which data it was applied last" });
});
