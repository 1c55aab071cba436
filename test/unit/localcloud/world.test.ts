import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fromRoot } from "../../../inventory/root.ts";
import { hasGroup, loadWorld } from "../../../localcloud/world.ts";
import { temporaryDirectory } from "./sandbox.ts";

it("the world has the organisation, the billing account and the log bucket of facts §1.1, and no group of ours", () => {
  const world = loadWorld();
  expect(world.organizations).toEqual(["758905017065"]);
  expect(world.billingAccounts).toEqual(["018801-93540E-22A20E"]);
  expect(world.buckets).toEqual(["k8s-infra-artifacts-gcslogs"]);
  expect(world.groups).toEqual([]);
});

it("where another stack has made the groups, the declared ones exist", () => {
  const world = loadWorld(undefined, fromRoot("test/fixtures/few-groups"));
  expect(hasGroup(world, "k8s-infra-artifact-admins@kubernetes.io")).toBe(true);
  expect(hasGroup(world, "k8s-infra-nobody@kubernetes.io")).toBe(false);
});

it("a group of the world is known in any case, and only by its whole address", () => {
  const world = { ...loadWorld(), groups: ["sig-node@kubernetes.io"] };
  expect(hasGroup(world, "SIG-Node@kubernetes.io")).toBe(true);
  expect(hasGroup(world, "sig-node@kubernetes.io.example.com")).toBe(false);
});

it("a world file with an unknown key, a missing one or a wrong value is refused, and every fault is named", () => {
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
