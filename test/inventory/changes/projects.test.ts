import { expect, test } from "vitest";
import { faults, judged } from "./change.ts";

const ids = (count: number) => Array.from({ length: count }, (_, index) => `k8s-staging-p${100 + index}`);
const staging = (...entries: string[]) => ({
  infra: ["staging:", "  projects:", ...entries.map((entry) => `    ${entry}`)],
});
const many = (count: number) => ids(count).map((id) => `${id}:`);

test("a project may leave the data only after it was retired", () => {
  const rest = many(3);
  expect(
    judged(
      staging("k8s-staging-kind: { state: retired, read_only_until: 2026-11-22 }", ...rest),
      staging(...rest),
    ),
  ).toEqual([]);
  for (const state of ["active", "frozen"]) {
    expect(judged(staging(`k8s-staging-kind: { state: ${state} }`, ...rest), staging(...rest))).toEqual([
      `base/infra.yaml:4:7: error: k8s-staging-kind left the data while it was ${state}; it may hold images that releases are promoted from [project-not-retired]`,
      "    put it back with `state: retired` and `read_only_until: <day>`, apply that, and remove it on that day or later",
    ]);
  }
});

test("moving a project to another section counts as leaving the staging projects", () => {
  const moved = { infra: [...staging(...many(2)).infra, "prod:", "  projects:", "    k8s-staging-kind:"] };
  expect(faults(staging("k8s-staging-kind:", ...many(2)), moved)).toEqual([
    "project-not-retired: k8s-staging-kind left the data while it was active; it may hold images that releases are promoted from",
  ]);
});

test("at most 5 % of the projects may leave in one change, not counting retired ones", () => {
  const prod = (count: number) => ({
    infra: ["prod:", "  projects:", ...ids(count).map((id) => `    ${id.replace("staging", "prod")}:`)],
  });
  expect(faults(prod(40), prod(38))).toEqual([]);
  expect(faults(prod(40), prod(37))).toEqual([
    "projects-lost: 3 of 40 projects left the data (k8s-prod-p137, k8s-prod-p138, k8s-prod-p139); one change takes away at most 2 of them (5 %)",
  ]);
  const retired = ids(5).map((id) => `${id}: { state: retired, read_only_until: 2026-11-22 }`);
  expect(faults(staging("k8s-staging-a:", ...retired), staging("k8s-staging-a:"))).toEqual([]);
});

test("a truncated file is reported in a few lines, not one per project", () => {
  expect(faults(staging(...many(92)), staging(...many(12)))).toEqual([
    "project-not-retired: 80 staging projects left the data without being retired before: k8s-staging-p112, k8s-staging-p113, k8s-staging-p114, k8s-staging-p115, k8s-staging-p116 and 75 more",
    "projects-lost: 80 of 92 projects left the data (k8s-staging-p112, k8s-staging-p113, k8s-staging-p114, k8s-staging-p115, k8s-staging-p116 and 75 more); one change takes away at most 4 of them (5 %)",
  ]);
});

test("a section that becomes empty or disappears is refused", () => {
  const two = (prow: readonly string[]) => ({ infra: [...prow, ...staging(...many(2)).infra] });
  const base = two(["prow:", "  projects:", "    k8s-infra-prow:"]);
  const said = ["section-emptied: infra.prow has no projects any more; it had 1"];
  expect(faults(base, two(["prow: { projects: {} }"]))).toEqual(said);
  expect(faults(base, two([]))).toEqual(said);
});
