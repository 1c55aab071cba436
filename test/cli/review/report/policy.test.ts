/** Policy exceptions: each end of a change has its own. */
import { expect, test } from "vitest";
import type { PlannedResource } from "../../../../cli/review/plan/monitor.ts";
import { differentlyExcepted, exceptionsOf, policyOn } from "../../../../cli/review/report/policy.ts";
import { revisionOf } from "../../../../cli/clients/git/revision.ts";
import { loadExceptions, type PolicyException } from "../../../../inventory/exceptions/load.ts";
import { fromRoot } from "../../../../boot/root.ts";

const key = {
  urn: "urn:pulumi:staging::k8s-registry::gcp:serviceaccount/key:Key::k8s-staging-kind/key",
  type: "gcp:serviceaccount/key:Key",
  name: "k8s-staging-kind/key",
  inputs: {},
} as unknown as PlannedResource;
const day = "2027-03-31";
const exception: PolicyException = {
  rule: "long-lived-keys",
  stack: "staging",
  resource: key.name,
  reason: "for now",
  owner: "sig-testing",
  expires: day,
  origin: { file: "infra/policy-exceptions.yaml", line: 1, column: 1 },
};
const rulesOf = (found: readonly { readonly rule: string }[]) => found.map(({ rule }) => rule);

test("removing an exception makes its violation one that the change introduces", () => {
  const { violations, before } = policyOn([key], [key], { base: [exception], head: [] }, day);
  expect([rulesOf(violations), before]).toEqual([["long-lived-keys"], 0]);
});

test("a new exception is reported, and an existing one is not", () => {
  const added = policyOn([key], [key], { base: [], head: [exception] }, day);
  expect([added.violations, rulesOf(added.excepted)]).toEqual([[], ["long-lived-keys"]]);
  expect(policyOn([key], [key], { base: [exception], head: [exception] }, day)).toEqual({
    violations: [],
    excepted: [],
    before: 0,
  });
});

test("a resource is evaluated if its exception in this stack changes in more than the reason", () => {
  const of = (base: PolicyException[], head: PolicyException[]) => [
    ...differentlyExcepted({ base, head }, "staging"),
  ];
  expect(of([exception], [])).toEqual(["k8s-staging-kind"]);
  expect(of([], [exception])).toEqual(["k8s-staging-kind"]);
  expect(of([exception], [{ ...exception, expires: "2026-01-01" }])).toEqual(["k8s-staging-kind"]);
  expect(of([exception], [{ ...exception, reason: "still" }])).toEqual([]);
  expect(of([exception], [{ ...exception, stack: "prod" }])).toEqual(["k8s-staging-kind"]);
  expect(of([{ ...exception, stack: "prod" }], [])).toEqual([]);
});

test("exceptions are read from both ends of a change", () => {
  const head = revisionOf(fromRoot("."), "HEAD");
  const { base, head: present } = exceptionsOf(head, head);
  expect(base[0]!.origin.file).toBe(`${head.commit.slice(0, 10)}:infra/policy-exceptions.yaml`);
  expect(present.length).toBe(base.length);
  expect(exceptionsOf(head, undefined).head).toEqual(loadExceptions().records);
});
