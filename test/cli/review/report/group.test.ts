import { expect, test } from "vitest";
import { groupOwners, groupViolations } from "../../../../cli/review/report/group.ts";
import type { Owner, Property } from "../../../../cli/review/report/schema.ts";

/** An owner with one updated resource. */
function owner(name: string, properties: Property[], kind = "GoogleGroup"): Owner {
  const tally = { refuse: 0, delete: 0, forget: 0, update: 1, state: 0, create: 0 };
  const change = { urn: `urn:pulumi:staging::k8s-registry::t::${name}`, type: "t", name } as const;
  const changes = [{ ...change, operation: "update" as const, properties }];
  return { name, kind, presence: "changed", tally, changes };
}
const names = (owners: readonly Owner[]) => groupOwners(owners).map((alike) => alike.names);
const group = (name: string) => `k8s-infra-staging-${name}@kubernetes.io`;

test("groups that differ only in what the naming rules derive from their names change alike", () => {
  const ruled = (name: string) =>
    owner(group(name), [
      { path: "name", after: `k8s-infra-staging-${name}` },
      { path: "description", before: "x", after: `ACL for staging ${name}` },
      { path: "members", after: [`gcb-builder-${name}@k8s-staging-x.iam.gserviceaccount.com`] },
    ]);
  expect(names([ruled("kind"), ruled("kops")])).toEqual([[group("kind"), group("kops")]]);
});

test("a value that only resembles a derived name, or is derived from another's, is a difference", () => {
  const described = (name: string, after: string) => owner(group(name), [{ path: "description", after }]);
  for (const [kind, kops] of [
    ["ACL for staging kind", "ACL for staging kind"],
    ["ACL for staging kind and more", "ACL for staging kops and more"],
    ["kind", "kops"],
  ] as const) {
    expect(names([described("kind", kind), described("kops", kops)])).toHaveLength(2);
  }
});

test("projects fold with the accounts, groups and buckets that bear their names", () => {
  const project = (name: string) =>
    owner(
      `k8s-staging-${name}`,
      [
        {
          path: "members",
          before: [],
          after: [
            `group:${group(name)}`,
            `serviceAccount:gcb-builder-${name}@k8s-staging-${name}.iam.gserviceaccount.com`,
          ],
        },
        { path: "accountId", after: `gcb-builder-${name}` },
        { path: "bucket", after: `k8s-staging-${name}-gcb` },
      ],
      "StagingProject",
    );
  expect(names([project("kind"), project("kops")])).toEqual([["k8s-staging-kind", "k8s-staging-kops"]]);
});

test("at most three violations of a rule are shown, and the others are counted", () => {
  const of = (rule: string, ...names: string[]) => names.map((name) => ({ rule, name }));
  const folded = groupViolations([...of("a", "1", "2"), ...of("b", "3"), ...of("a", "4", "5", "6")]);
  expect(folded).toEqual([
    { shown: of("a", "1", "2", "4"), more: 2 },
    { shown: of("b", "3"), more: 0 },
  ]);
});
