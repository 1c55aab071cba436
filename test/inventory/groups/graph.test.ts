import { expect, test } from "vitest";
import { effectiveMembers, groupsOf } from "../../../inventory/groups/graph.ts";
import type { GroupsInventory } from "../../../inventory/groups/types.ts";
import { entry, groupsOfLines } from "./diagnose.ts";

const full = (name: string) => `${name}@kubernetes.io`;

const nested = groupsOfLines(
  entry("viewers", "members: [editors@kubernetes.io, admins@kubernetes.io, a@example.com]"),
  entry("editors", "owners: [b@example.com]", "members: [admins@kubernetes.io, a@example.com]"),
  entry("admins", "managers: [c@example.com]"),
  entry("other"),
);

test("the effective members of a group include those of nested groups, each with a shortest path", () => {
  expect(effectiveMembers(nested, "Viewers@kubernetes.io")).toEqual([
    { address: "a@example.com", group: false, through: [full("viewers")] },
    { address: full("admins"), group: true, through: [full("viewers")] },
    { address: "b@example.com", group: false, through: [full("viewers"), full("editors")] },
    { address: "c@example.com", group: false, through: [full("viewers"), full("admins")] },
    { address: full("editors"), group: true, through: [full("viewers")] },
  ]);
  expect(effectiveMembers(nested, full("other"))).toEqual([]);
  expect(effectiveMembers(nested, full("none"))).toEqual([]);
});

test("the groups of an address include those that contain its groups, each with a shortest path", () => {
  expect(groupsOf(nested, "C@example.com")).toEqual([
    { group: full("admins"), through: [full("admins")] },
    { group: full("editors"), through: [full("editors"), full("admins")] },
    { group: full("viewers"), through: [full("viewers"), full("admins")] },
  ]);
  expect(groupsOf(nested, full("editors"))).toEqual([{ group: full("viewers"), through: [full("viewers")] }]);
  expect(groupsOf(nested, "nobody@example.com")).toEqual([]);
});

test("a retired group has no effective members and contains nobody", () => {
  const groups = groupsOfLines(
    entry("old", "state: retired", "members: [new@kubernetes.io]"),
    entry("new", "members: [a@example.com]"),
  );
  expect(effectiveMembers(groups, full("old"))).toEqual([]);
  expect(groupsOf(groups, "a@example.com")).toEqual([{ group: full("new"), through: [full("new")] }]);
});

/** Groups linked by membership, even in cycles: loading refuses those, but queries must not hang on one. */
function linked(links: Readonly<Record<string, readonly string[]>>): GroupsInventory {
  const inventory = groupsOfLines(entry("template"));
  const all = Object.entries(links).map(([email, members]) => ({ ...inventory.groups[0]!, email, members }));
  return { ...inventory, groups: all };
}

test("groups that contain each other are visited only once", () => {
  const circle = linked({ a: ["b"], b: ["c", "x"], c: ["a", "c"] });
  expect(effectiveMembers(circle, "a")).toEqual([
    { address: "b", group: true, through: ["a"] },
    { address: "c", group: true, through: ["a", "b"] },
    { address: "x", group: false, through: ["a", "b"] },
  ]);
  expect(groupsOf(circle, "x")).toEqual([
    { group: "a", through: ["a", "b"] },
    { group: "b", through: ["b"] },
    { group: "c", through: ["c", "a", "b"] },
  ]);
});

test("querying a chain of 500 groups with 20,000 members takes less than a second", () => {
  const links = Array.from({ length: 500 }, (_, index) => [
    `g${index}`,
    [...(index < 499 ? [`g${index + 1}`] : []), ...Array.from({ length: 40 }, (_, at) => `m${index}-${at}`)],
  ]);
  const chain = linked(Object.fromEntries(links) as Record<string, string[]>);
  const start = performance.now();
  expect(effectiveMembers(chain, "g0")).toHaveLength(20_499);
  expect(groupsOf(chain, "m499-39")).toHaveLength(500);
  expect(performance.now() - start).toBeLessThan(1000);
});
