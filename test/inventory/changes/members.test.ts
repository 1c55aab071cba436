import { expect, test } from "vitest";
import { entry } from "../groups/diagnose.ts";
import { faults, judged } from "./change.ts";

const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `p${index + from}@example.com`);
const group = (name: string, members: readonly string[], ...keys: string[]) =>
  entry(name, `members: [${members.join(", ")}]`, ...keys);
const groups = (...lines: string[]) => ({ groups: lines });

test("a group may lose at most a quarter of its members in one change", () => {
  const base = groups(group("a", people(8)));
  expect(judged(base, groups(group("a", people(6))))).toEqual([]);
  expect(judged(base, groups(group("a", people(5))))).toEqual([
    "head/groups.yaml:2:43: error: a@kubernetes.io loses 3 of its 8 members (p5@example.com, p6@example.com, p7@example.com); one change takes away at most 2 of them (25 %) [group-shrinks]",
    "    remove them in several changes; or, where it is meant, add to groups/limits.yaml in this change:",
    "    waivers:",
    "      - rule: group-shrinks",
    "        subject: a@kubernetes.io",
    "        reason: <why this is right>",
    "        approver: <who answers for it>",
    "        expires: 2026-12-06",
  ]);
});

test("one member may always leave, even the only one", () => {
  expect(faults(groups(group("a", people(1))), groups(group("a", [])))).toEqual([]);
  expect(faults(groups(group("a", people(2))), groups(group("a", [])))).toEqual([
    "group-shrinks: a@kubernetes.io loses 2 of its 2 members (p0@example.com, p1@example.com); one change takes away at most 1 of them (25 %)",
  ]);
});

test("replacing a member counts as a loss; changing a role does not", () => {
  expect(faults(groups(group("a", people(4))), groups(group("a", people(4, 2))))).toHaveLength(1);
  const owners = groups(entry("a", `owners: [${people(4).join(", ")}]`));
  expect(faults(groups(group("a", people(4))), owners)).toEqual([]);
});

test("a partial membership list counts by its declared members", () => {
  const partial = "membership: partial";
  expect(faults(groups(group("a", people(4), partial)), groups(group("a", people(2), partial)))).toEqual([
    "group-shrinks: a@kubernetes.io loses 2 of its 4 members (p2@example.com, p3@example.com); one change takes away at most 1 of them (25 %)",
  ]);
});

test("retiring a group may remove all its members, but they count toward the total limit", () => {
  const retired = (count: number) => [
    groups(group("a", people(count))),
    groups(group("a", people(count), "state: retired")),
  ];
  const [base, head] = retired(30);
  expect(judged(base!, head!)).toEqual([]);
  const [more, none] = retired(31);
  expect(faults(more!, none!)).toEqual([
    "many-removals: groups lose 31 members in all, a@kubernetes.io most of them (31); one change takes away at most 30",
  ]);
});

test("small losses in many groups add up toward the total limit", () => {
  const names = Array.from({ length: 31 }, (_, index) => `g${index}`);
  const base = groups(...names.map((name) => group(name, people(4))));
  const head = groups(...names.map((name) => group(name, people(3))));
  expect(faults(base, head)).toEqual([
    "many-removals: groups lose 31 members in all, g0@kubernetes.io most of them (1); one change takes away at most 30",
  ]);
});

test("a group that leaves the data keeps its members in Google, with a warning", () => {
  expect(judged(groups(group("a", people(9)), group("b", [])), groups(group("b", [])))).toEqual([
    "base/groups.yaml:2:5: warning: a@kubernetes.io left the data: Google keeps the group with its 9 members, and nothing manages it any more [group-retained]",
    "    to delete it, put it back with `state: retired`, apply that, and remove it in a later change",
  ]);
});

test("a retired group may leave the data without a warning", () => {
  expect(
    judged(groups(group("a", people(9), "state: retired"), group("b", [])), groups(group("b", []))),
  ).toEqual([]);
});

test("at most 5 % of the groups may leave in one change", () => {
  const names = Array.from({ length: 40 }, (_, index) => `g${index}`);
  const without = (count: number) => groups(...names.slice(count).map((name) => group(name, [])));
  expect(faults(without(0), without(2))).toEqual([]);
  expect(faults(without(0), without(3))).toEqual([
    "groups-lost: 3 of 40 groups left the data (g0@kubernetes.io, g1@kubernetes.io, g2@kubernetes.io); one change takes away at most 2 of them (5 %)",
  ]);
});
