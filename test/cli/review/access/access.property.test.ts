import fc from "fast-check";
import { expect, test } from "vitest";
import { AccessGraph } from "../../../../cli/review/access/accessGraph.ts";
import { capability } from "../../../../cli/review/access/capabilities.ts";
import { accessChanges } from "../../../../cli/review/access/access.ts";
import type { Right } from "../../../../cli/review/access/schema.ts";
import type { Group } from "../../../../inventory/groups/types.ts";

const GROUPS = ["a", "b", "c", "d"].map((name) => `${name}@kubernetes.io`);
const PEOPLE = ["ada@example.com", "bob@example.com"];
const ACCOUNTS = ["one", "two"].map((name) => `${name}@p.iam.gserviceaccount.com`);

const groups = fc.tuple(
  ...GROUPS.map((email) =>
    fc
      .record({
        state: fc.constantFrom("active", "active", "active", "retired"),
        members: fc.uniqueArray(fc.constantFrom(...GROUPS, ...PEOPLE, ...ACCOUNTS), { maxLength: 3 }),
      })
      .map(({ state, members }) => ({ email, state, members, owners: [], managers: [] }) as unknown as Group),
  ),
);

const member = fc.constantFrom(
  ...GROUPS.map((email) => `group:${email}`),
  ...PEOPLE.map((email) => `user:${email}`),
  ...ACCOUNTS.map((email) => `serviceAccount:${email}`),
);
const grants = fc.array(
  fc.record({
    project: fc.constant("p"),
    kind: fc.constantFrom("project", "bucket", "repository"),
    resource: fc.constantFrom("p", "q"),
    role: fc.constantFrom(
      "roles/viewer",
      "roles/iam.serviceAccountUser",
      "roles/editor",
      "roles/storage.objectAdmin",
      "roles/storage.legacyBucketOwner",
    ),
    member,
  }),
  { maxLength: 4 },
);
const side = fc.record({ groups, grants });

/** The rights that each address has only in `one`, as sorted lines, computed from all its rights in both. */
function differencesOf(one: AccessGraph, other: AccessGraph): Map<string, string[]> {
  const rights = (graph: AccessGraph, address: string) =>
    new Set(
      graph.access(address).map(({ grant: { kind, resource, role } }) => `${role} on ${kind} ${resource}`),
    );
  return new Map(
    [...new Set([...one.addresses(), ...other.addresses()])].flatMap((address): [string, string[]][] => {
      const there = rights(other, address);
      const more = [...rights(one, address)].filter((right) => !there.has(right));
      return more.length === 0 ? [] : [[address, more.sort()]];
    }),
  );
}

/** Where an address with this access can do what a right allows: "there", "elsewhere" or "nowhere". */
function otherwiseOf({ project, on, role }: Right, access: ReturnType<AccessGraph["access"]>) {
  const same = access
    .map(({ grant }) => grant)
    .filter((grant) => grant.project === project && capability(grant.role) === capability(role));
  const there = same.some(
    ({ kind, resource }) => `${kind} ${resource}` === on || (kind === "project" && resource === project),
  );
  return there ? "there" : same.length > 0 ? "elsewhere" : "nowhere";
}

test("accessChanges finds the same changes as a comparison of everybody's full access", () => {
  fc.assert(
    fc.property(side, side, fc.boolean(), grants, (before, other, sameGroups, common) => {
      const after = sameGroups ? { ...other, groups: before.groups } : other;
      const [base, head] = [before, after].map(
        ({ groups, grants }) => new AccessGraph(groups, [...common, ...grants]),
      ) as [AccessGraph, AccessGraph];
      const found = accessChanges(before, after, common);
      const told = (key: "gains" | "loses") =>
        new Map(
          found
            .filter((change) => change[key].length > 0)
            .map((change) => [change.address, change[key].map(({ role, on }) => `${role} on ${on}`).sort()]),
        );
      expect(told("gains")).toEqual(differencesOf(head, base));
      expect(told("loses")).toEqual(differencesOf(base, head));
      for (const { address, gains, loses } of found) {
        for (const right of gains) expect(right.otherwise).toBe(otherwiseOf(right, base.access(address)));
        for (const right of loses) expect(right.otherwise).toBe(otherwiseOf(right, head.access(address)));
      }
    }),
    { numRuns: 1000 },
  );
});
