/** `infra drift` on the real engine: it reports manual changes in the clouds, and leaves them alone. */
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cleanClone } from "../../support/cleanClone.ts";
import { holdingAlways } from "../../support/days.ts";
import { cloudObjects, infra, testFolder, writeData } from "../../support/infra.ts";

test("drift reports undeclared, missing, and different values, most dangerous first, and changes nothing", async () => {
  const folder = testFolder();
  const state = join(folder, "state");
  const drift = (...more: string[]) => infra(["drift", "staging", "--state", state, ...more]);
  expect((await drift()).code).toBe(1);
  const data = writeData(folder, { "k8s-staging-dns": [] });
  expect((await infra(["up", "staging", "--state", state, ...data])).code).toBe(0);
  const quiet = await drift();
  expect([quiet.code, quiet.stdout]).toEqual([
    0,
    expect.stringMatching(/^staging: \d+ resources, no drift\n$/),
  ]);

  const cloud = join(state, "cloud");
  const repository =
    "artifactregistry.googleapis.com/projects/k8s-staging-dns/locations/us-central1/repositories/images";
  const edit = (name: string, from: string, to: string) => {
    const file = join(cloud, `${name}.json`);
    const text = readFileSync(file, "utf8");
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
  };
  edit(`${repository}/iamPolicy`, '"group:k8s-infra-staging-dns@kubernetes.io"', '"allUsers"');
  rmSync(
    join(
      cloud,
      "serviceusage.googleapis.com/projects/k8s-staging-dns/services/cloudasset.googleapis.com.json",
    ),
  );
  edit(repository, '"cleanupPolicyDryRun": true', '"cleanupPolicyDryRun": false');
  const before = cloudObjects(state);

  // A preview without a refresh does not see them.
  const preview = await infra(["preview", "staging", "--full", "--state", state, ...data]);
  expect(preview.stdout).toContain("  no changes\n");
  const { code, stdout } = await drift();
  expect([code, stdout.split("\n").slice(0, -2)]).toEqual([
    7,
    [
      "k8s-staging-dns",
      "  live, not declared: RepositoryIamBinding k8s-staging-dns/images/roles/artifactregistry.writer: allUsers",
      "  declared, not live: RepositoryIamBinding k8s-staging-dns/images/roles/artifactregistry.writer: group:k8s-infra-staging-dns@kubernetes.io",
      "  declared, not live: Service k8s-staging-dns/cloudasset.googleapis.com",
      "  different: Repository k8s-staging-dns/images: cleanupPolicyDryRun",
    ],
  ]);
  expect(cloudObjects(state)).toEqual(before);
  const report = JSON.parse((await drift("--json")).stdout) as { drifts: { danger: number }[] };
  expect(report.drifts.map(({ danger }) => danger)).toEqual([0, 3, 3, 4]);

  // A truncated object cannot be compared.
  const file = join(cloud, `${repository}.json`);
  const half = readFileSync(file, "utf8").slice(0, 100);
  writeFileSync(file, half);
  const damaged = await drift();
  expect([damaged.code, damaged.stdout]).toEqual([1, ""]);
  expect(damaged.stderr).toContain(`localcloud: ${file} is damaged: `);
  expect(damaged.stderr).toMatch(
    /Nothing was changed\. Repair it by hand, or start over after this:\n {4}bin\/infra down --state .*\n$/,
  );
  expect(readFileSync(file, "utf8")).toBe(half);
});

test("drift still compares a stack that violates the policy because its exception was removed", async () => {
  const folder = testFolder();
  const clone = holdingAlways(cleanClone());
  const run = (command: string, ...args: string[]) =>
    infra(
      [command, "staging", "--state", join(folder, "state"), ...args],
      process.env,
      join(clone, "bin/infra"),
    );
  const project = "k8s-staging-krm-functions";
  const data = writeData(folder, { [project]: [] });
  appendFileSync(
    join(folder, "infra.yaml"),
    `    special_cases:
      - id: krm-functions-release-secrets
        reason: releases read a token
        date: 2026-11-22
        projects: [${project}]
        grants:
          - role: roles/secretmanager.secretAccessor
            member: serviceAccount:415435679132@cloudbuild.gserviceaccount.com
`,
  );
  expect((await run("up", ...data)).code).toBe(0);
  writeFileSync(join(clone, "infra/policy-exceptions.yaml"), "exceptions: []\n");
  const refused = await run("up", ...data);
  expect([refused.code, refused.stderr]).toEqual([5, expect.stringContaining("[default-accounts]")]);
  const { code, stdout } = await run("drift");
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^staging: \d+ resources, no drift\n$/)]);
});
