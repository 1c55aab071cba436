/** The production registries and mirrors in the live data: what must hold for both stacks, whatever they declare. */
import { expect, test } from "vitest";
import { nameOf } from "../../boot/urn.ts";
import { evaluate } from "../../cli/review/plan/evaluate.ts";
import type { PlannedResource } from "../../cli/review/plan/monitor.ts";
import { describeBlobMirror } from "../../components/blob-mirror/describe.ts";
import { blobMirrorImportIds } from "../../components/blob-mirror/import-ids.ts";
import { describeProductionRegistry } from "../../components/production-registry/describe.ts";
import { productionRegistryImportIds } from "../../components/production-registry/import-ids.ts";
import { dataIn } from "../support/load.ts";
import { OWN_DATA } from "../../inventory/sources.ts";
import { mirrorTargets } from "../../inventory/registry/cross-checks.ts";
import type { StackName } from "../../inventory/stacks.ts";
import { configOver, settings } from "../support/settings.ts";

const { registry } = dataIn().data!;
const { production, mirrors } = registry;
const plans = {
  // The mirrors do not depend on the projects, so the frozen dozen stand in for all of them.
  staging: await evaluate(
    "staging",
    configOver("test/fixtures/dozen/infra.yaml", undefined, "infra/registry"),
  ),
  prod: await evaluate(
    "prod",
    configOver(OWN_DATA.infraFile, OWN_DATA.groupsFolder, OWN_DATA.registryFolder),
  ),
};
const within = (stack: StackName, component: string): PlannedResource[] =>
  plans[stack].filter(({ urn }) => urn.includes(`k8s:registry:${component}$`));
const countsOf = (resources: readonly PlannedResource[]) => {
  const counts = new Map<string, number>();
  for (const { type } of resources)
    counts.set(type.split(":").at(-1)!, (counts.get(type.split(":").at(-1)!) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
};

test.each(["staging", "prod"] as const)(
  "%s declares a bucket with its four settings for each mirror",
  (stack) => {
    const { mirrors: buckets, sync } = mirrors[stack]!;
    const roles = sync === undefined ? 1 : 2;
    const each = buckets.length;
    const optedIn = buckets.filter(({ optIn }) => optIn).length;
    expect(countsOf(within(stack, "BlobMirror"))).toEqual({
      Bucket: each,
      BucketOwnershipControls: each,
      BucketPolicy: each,
      BucketPublicAccessBlock: each,
      BucketReplicationConfig: 1,
      BucketVersioning: each,
      CachePolicy: 1,
      Certificate: 1,
      Distribution: 1,
      Function: 1,
      ...(sync && { OpenIdConnectProvider: 1 }),
      ...(optedIn > 0 && { Region: optedIn }),
      Role: roles,
      RolePolicy: roles,
    });
  },
);

test("prod declares one repository and one IAM binding per registry location, and staging declares none", () => {
  const locations = production.registries.flatMap((record) => record.locations).length;
  const counts = countsOf(within("prod", "ProductionRegistry"));
  expect([counts["Repository"], counts["RepositoryIamBinding"]]).toEqual([locations, locations]);
  expect(within("staging", "ProductionRegistry")).toEqual([]);
});

test("registries and mirrors are retained on delete, and what cannot be recreated is protected", () => {
  const all = [
    ...within("prod", "BlobMirror"),
    ...within("prod", "ProductionRegistry"),
    ...within("staging", "BlobMirror"),
  ];
  expect(all.filter(({ retainOnDelete }) => !retainOnDelete)).toEqual([]);
  const lasting = ["Bucket", "Distribution", "Project", "Lien", "Repository", "Account"];
  const open = all.filter(({ type, protect }) => lasting.includes(type.split(":").at(-1)!) && !protect);
  expect(open).toEqual([]);
});

test("replication depends on the versioning of every bucket and on its role's policy", () => {
  const [config] = within("prod", "BlobMirror").filter(({ type }) =>
    type.endsWith("BucketReplicationConfig"),
  );
  const waits = config!.dependsOn.map((urn) => nameOf(urn));
  expect(waits.filter((name) => name.endsWith("/versioning"))).toHaveLength(mirrors.prod!.mirrors.length);
  expect(waits).toContain("prod-registry-k8s-io/prod-registry-k8s-io-replication/policy");
});

test("an account opts in to at most six regions at a time, and each later one depends on an earlier one", () => {
  const regions = within("prod", "BlobMirror").filter(({ type }) => type === "aws:account/region:Region");
  expect(regions.filter(({ dependsOn }) => dependsOn.length === 0).length).toBeLessThanOrEqual(6);
  const waitedFor = regions.flatMap(({ dependsOn }) => dependsOn);
  expect(new Set(waitedFor).size).toBe(waitedFor.length);
  expect(regions.every(({ dependsOn }) => dependsOn.length <= 1)).toBe(true);
});

test("a public bucket policy depends on the public access block, and a bucket on its region's opt-in", () => {
  const named = (name: string) => plans.prod.find((resource) => resource.name === name);
  const waits = (name: string) => named(name)!.dependsOn.map((urn) => nameOf(urn));
  expect(waits("prod-registry-k8s-io/af-south-1/policy")).toEqual([
    "prod-registry-k8s-io/af-south-1/public-access-block",
  ]);
  expect(waits("prod-registry-k8s-io/af-south-1")).toEqual(["prod-registry-k8s-io/af-south-1/opt-in"]);
});

test.each(["staging", "prod"] as const)(
  "every address that %s sends clients to belongs to a bucket or the CDN",
  (stack) => {
    const resources = within(stack, "BlobMirror");
    const addresses = resources.flatMap(({ type, inputs }) => {
      if (type === "aws:s3/bucket:Bucket") {
        return [`https://${String(inputs["bucket"])}.s3.dualstack.${String(inputs["region"])}.amazonaws.com`];
      }
      return type.endsWith(":Certificate") ? [`https://${String(inputs["domainName"])}`] : [];
    });
    // AWS chose the distribution's name, so only the data has it.
    const targets = [...mirrorTargets(mirrors[stack]!)].filter((url) => !url.endsWith(".cloudfront.net"));
    expect(addresses.sort()).toEqual(targets.sort());
  },
);

test("every resource has a unique import id, except those whose ids the clouds generate", () => {
  const ids: Record<string, string> = {};
  for (const stack of ["staging", "prod"] as const)
    Object.assign(
      ids,
      blobMirrorImportIds(describeBlobMirror(mirrors[stack]!, { cdnCertificate: undefined })),
    );
  for (const record of production.registries) {
    const { workloadPool } = production;
    Object.assign(
      ids,
      productionRegistryImportIds(describeProductionRegistry(record, { ...settings, workloadPool })),
    );
  }
  const resources = [
    ...within("prod", "BlobMirror"),
    ...within("prod", "ProductionRegistry"),
    ...within("staging", "BlobMirror"),
  ];
  const without = resources.filter(({ name }) => ids[name] === undefined).map(({ type }) => type);
  expect([...new Set(without)].sort()).toEqual([
    "aws:acm/certificate:Certificate",
    "aws:cloudfront/cachePolicy:CachePolicy",
    "aws:cloudfront/distribution:Distribution",
    "gcp:resourcemanager/lien:Lien",
  ]);
  const known = resources.filter(({ name }) => ids[name]).map(({ type, name }) => `${type} ${ids[name]!}`);
  expect(new Set(known).size).toBe(known.length);
});
