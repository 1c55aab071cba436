import { expect, test } from "vitest";
import { faults, judged } from "./change.ts";

const rest = ["k8s-staging-a:", "k8s-staging-b:"];
const staging = (...entries: string[]) => ({
  infra: ["staging:", "  projects:", ...[...rest, ...entries].map((entry) => `    ${entry}`)],
});
const kind = (until: string) => staging(`k8s-staging-kind: { state: retired, read_only_until: ${until} }`);

test("a retired project's entry may be removed on its read-only date, but not before", () => {
  expect(judged(kind("2026-11-23"), staging())).toEqual([
    "base/infra.yaml:6:7: error: k8s-staging-kind left the data before 2026-11-23, until when its images can be read [project-read-only]",
    "    put it back until 2026-11-23",
  ]);
  expect(judged(kind("2026-11-22"), staging())).toEqual([]);
});

test("a waiver does not allow removing a project before its read-only date", () => {
  const limits = [
    "waivers:",
    "  - { rule: read-only-shortened, subject: k8s-staging-kind, reason: r, approver: a, expires: 2026-12-01 }",
  ];
  expect(faults(kind("2026-11-23"), { ...staging(), limits })).toEqual([
    "project-read-only: k8s-staging-kind left the data before 2026-11-23, until when its images can be read",
    "waiver-unused: this waiver of read-only-shortened for k8s-staging-kind has no effect on this change",
  ]);
});

test("the read-only date may be postponed freely, but moved earlier only with a waiver", () => {
  expect(judged(kind("2027-03-01"), kind("2027-06-01"))).toEqual([]);
  expect(judged(kind("2072-03-01"), kind("2027-03-01")).slice(0, 2)).toEqual([
    "head/infra.yaml:6:43: error: k8s-staging-kind: its images could be read until 2072-03-01, and now only until 2027-03-01 [read-only-shortened]",
    "    put 2072-03-01 back; or, where it is meant, add to groups/limits.yaml in this change:",
  ]);
  const limits = [
    "waivers:",
    "  - { rule: read-only-shortened, subject: k8s-staging-kind, reason: r, approver: a, expires: 2026-12-01 }",
  ];
  expect(faults(kind("2072-03-01"), { ...kind("2027-03-01"), limits })).toEqual([]);
});

test("a retirement needs a read-only date in the future", () => {
  const frozen = staging("k8s-staging-kind: { state: frozen }");
  expect(judged(frozen, kind("2026-11-23"))).toEqual([]);
  expect(judged(frozen, kind("2026-11-22"))).toEqual([
    "head/infra.yaml:6:43: error: k8s-staging-kind is retired with the day 2026-11-22, which is not in the future: nobody is told in time [read-only-in-past]",
    "    give it a day in the future, such as 2027-02-20",
  ]);
});

test("a retirement can be reverted together with its read-only date", () => {
  expect(judged(kind("2027-03-01"), staging("k8s-staging-kind:"))).toEqual([]);
});
