/** Prod's registries and mirrors on the real engine against localcloud. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { OWN_DATA } from "../../../inventory/sources.ts";
import { fromRoot } from "../../../boot/root.ts";
import { NO_PROXY, changes, cloudObjects, infra, messages, temporaryFolder } from "../../support/infra.ts";

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const state = join(folder, "state");
const registry = mkdtempSync(join(folder, "registry-"));
cpSync(fromRoot(OWN_DATA.registryFolder), registry, { recursive: true });
cpSync(join(NO_PROXY, "proxy.yaml"), join(registry, "proxy.yaml"));

async function up(...more: readonly string[]) {
  const { code, stdout, stderr } = await infra([
    "up",
    "prod",
    "--state",
    state,
    "--registry",
    registry,
    ...more,
  ]);
  // The first line has the counts.
  return { code, summary: changes(stdout).slice(1), messages: messages(stderr) };
}

test("the first run creates the registries and mirrors, and the second changes nothing", async () => {
  const first = await up();
  expect(first.messages).toEqual([]);
  expect(first.code).toBe(0);
  expect(await up("--full")).toEqual({ code: 0, summary: ["  no changes"], messages: [] });
});

test("the cloud holds every mirror, policy, replication rule, repository, and the retention period", () => {
  const cloud = cloudObjects(state) as Record<string, { properties: Record<string, unknown> }>;
  const files = Object.keys(cloud);
  const count = (pattern: RegExp) => files.filter((file) => pattern.test(file)).length;
  expect(count(/^s3\.amazonaws\.com\/buckets\/[^/]+\.json$/)).toBe(32);
  expect(count(/^s3\.amazonaws\.com\/buckets\/[^/]+\/policy\.json$/)).toBe(32);
  const source = "s3.amazonaws.com/buckets/prod-registry-k8s-io-us-east-2";
  expect(cloud[`${source}/replication.json`]?.properties["rules"]).toHaveLength(31);
  expect(count(/^artifactregistry\.googleapis\.com\/projects\/k8s-artifacts-prod\/.*\/images\.json$/)).toBe(
    41,
  );
  const bucket = cloud["storage.googleapis.com/projects/_/buckets/k8s-artifacts-prod.json"];
  expect(bucket?.properties["retentionPolicy"]).toEqual({ retentionPeriod: "315576000" });
});
