/** Roles outside the staging projects: they match what the program binds, and the report shows changes to them. */
import { expect, test } from "vitest";
import { registryGrants } from "../../../../cli/review/access/registryGrants.ts";
import { evaluate } from "../../../../cli/review/plan/evaluate.ts";
import { prodAccess, stagingAccess } from "../../../../cli/review/access/stackAccess.ts";
import { settingsOf, stackConfig } from "../../../../cli/review/plan/stackConfig.ts";
import { type Data } from "../../../../inventory/data.ts";
import { dataIn } from "../../../support/load.ts";
import { STACKS } from "../../../../inventory/stacks.ts";
import program from "../../../../stacks/index.ts";

const data = dataIn().data!;
const settings = { staging: settingsOf("staging"), prod: settingsOf("prod") };

test.each(STACKS)("the known roles of %s are exactly those that the program binds", async (stack) => {
  const planned = await evaluate(stack, stackConfig(stack), () =>
    program({ ...data, groups: [], inventory: { ...data.inventory, stagingProjects: [] } }),
  );
  const bound = planned
    // Only the cloud can name the account that a log sink writes as.
    .filter(({ type }) => /I(?:am|AM)(?:Binding|Member)$/.test(type) && !type.startsWith("gcp:bigquery"))
    .flatMap(({ inputs }) => {
      const {
        role,
        member,
        members = [member],
      } = inputs as { role: string; member: string; members?: string[] };
      return members.map((each) => `${role} ${each}`);
    });
  const known = registryGrants(stack, data.registry, settings[stack])
    .filter(({ kind }) => kind !== "role")
    .map(({ role, member }) => `${role} ${member}`);
  expect(known.sort()).toEqual(bound.sort());
});

test("only a Kubernetes service account may assume the AWS role that uploads layers", () => {
  const role = registryGrants("prod", data.registry, settings.prod).filter(({ kind }) => kind === "role");
  expect(role).toEqual([
    {
      project: `AWS account ${data.registry.mirrors.prod!.account}`,
      kind: "role",
      resource: data.registry.mirrors.prod!.sync!.role,
      role: "sts:AssumeRoleWithWebIdentity",
      member: expect.stringMatching(/^serviceAccount:system:serviceaccount:[a-z0-9-]+:[a-z0-9-]+$/) as string,
    },
  ]);
});

/** The data with another promoter account. */
function withPromoter(id: string): Data {
  const { production } = data.registry;
  const registries = production.registries.map((registry) => ({
    ...registry,
    accounts: registry.accounts.map((account) =>
      account.id === id ? { ...account, promotes: true } : account,
    ),
  }));
  return { ...data, registry: { ...data.registry, production: { ...production, registries } } };
}

test("an account that becomes a promoter can push, and so can the job that acts as it", () => {
  const head = withPromoter("k8s-infra-image-promotion");
  const changes = prodAccess({ base: data, head }, settings, settings);
  expect(
    changes.map(({ address, kind, gains, loses }) => [address, kind, gains.map(({ role }) => role), loses]),
  ).toEqual([
    [
      "k8s-infra-image-promotion@k8s-artifacts-prod.iam.gserviceaccount.com",
      "service account",
      ["roles/artifactregistry.repoAdmin"],
      [],
    ],
    [
      "k8s-infra-prow-build-trusted.svc.id.goog[test-pods/k8s-infra-image-promotion]",
      "service account",
      ["roles/artifactregistry.repoAdmin"],
      [],
    ],
  ]);
});

test("a new artifact admin gains access to production, reported by the stack that creates the group", () => {
  const groups = data.groups.map((group) =>
    group.email === settings.staging.artifactAdmins
      ? { ...group, members: [...group.members, "ada@example.com"] }
      : group,
  );
  const head = { ...data, groups };
  const [ada] = stagingAccess({ base: data, head }, new Set(), settings, settings);
  expect(ada!.address).toBe("ada@example.com");
  expect(ada!.gains).toContainEqual({
    project: "k8s-artifacts-prod",
    on: "project k8s-artifacts-prod",
    role: "roles/artifactregistry.admin",
    through: [settings.staging.artifactAdmins],
    otherwise: "nowhere",
  });
  expect(prodAccess({ base: data, head }, settings, settings)).toEqual([]);
});

test("removing resources from the registry's files takes no access, since they stay in the cloud", () => {
  const { proxy, production } = data.registry;
  const regions = proxy.regions.slice(1);
  const registries = production.registries.map((registry) => ({
    ...registry,
    locations: registry.locations.slice(1),
    buckets: registry.buckets.slice(1),
  }));
  const registry = {
    ...data.registry,
    proxy: { ...proxy, regions },
    production: { ...production, registries },
  };
  const without = { ...production, registries: production.registries.slice(1) };
  for (const head of [
    { ...data, registry },
    { ...data, registry: { ...data.registry, production: without } },
  ]) {
    expect(prodAccess({ base: data, head }, settings, settings)).toEqual([]);
    expect(stagingAccess({ base: data, head }, new Set(), settings, settings)).toEqual([]);
  }
});

test("removing the writers of a bucket that stays is reported as lost access", () => {
  const { production } = data.registry;
  const registries = production.registries.map((registry) => ({
    ...registry,
    buckets: registry.buckets.map((bucket) => ({ ...bucket, writers: [] })),
  }));
  const head = { ...data, registry: { ...data.registry, production: { ...production, registries } } };
  const losing = prodAccess({ base: data, head }, settings, settings).filter(({ loses }) => loses.length > 0);
  expect(losing.map(({ address }) => address)).toContain("k8s-infra-push-cni@kubernetes.io");
});
