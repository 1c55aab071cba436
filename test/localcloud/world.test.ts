import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fromRoot } from "../../boot/root.ts";
import { hasGroup, loadWorld } from "../../localcloud/world.ts";
import { temporaryDirectory } from "./sandbox.ts";

it("the world has the organization, billing account and log bucket of facts §1.1, and no groups", () => {
  const world = loadWorld();
  expect(world.organizations).toEqual(["758905017065"]);
  expect(world.billingAccounts).toEqual(["018801-93540E-22A20E"]);
  expect(world.buckets).toEqual(["k8s-infra-artifacts-gcslogs"]);
  expect(world.groups).toEqual([]);
});

it("the declared groups exist in the world if another stack has created them", () => {
  const world = loadWorld(undefined, fromRoot("test/fixtures/few-groups"));
  expect(hasGroup(world, "k8s-infra-artifact-admins@kubernetes.io")).toBe(true);
  expect(hasGroup(world, "k8s-infra-nobody@kubernetes.io")).toBe(false);
});

it("a group of the world is found by its full address in any letter case", () => {
  const world = { ...loadWorld(), groups: ["sig-node@kubernetes.io"] };
  expect(hasGroup(world, "SIG-Node@kubernetes.io")).toBe(true);
  expect(hasGroup(world, "sig-node@kubernetes.io.example.com")).toBe(false);
});

it("an invalid world file is refused with all of its faults named", () => {
  const path = join(temporaryDirectory(), "world.yaml");
  writeFileSync(
    path,
    "organizations: [kubernetes.io]\nbillingAccounts: []\nbuckets: []\ngroups: [Upper@kubernetes.io]\n" +
      "serviceAccounts: []\nworkloadIdentityPools: []\nusers: []\n",
  );
  expect(() => loadWorld(path)).toThrow(`localcloud: ${path}:`);
  for (const part of ["organizations[0]", "groups[0]", "domains", "users"])
    expect(() => loadWorld(path)).toThrow(part);
});
