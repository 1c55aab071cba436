/** `infra rehearse`: a change applied over its base by the real engine, on a temporary localcloud. */
import { cpSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Checkout } from "../../../support/checkout.ts";
import { NO_PROXY, infra, writeData, type Projects } from "../../../support/infra.ts";

const leftOver = () => readdirSync(tmpdir()).filter((name) => name.startsWith("infra-rehearse-"));

async function rehearse(base: Projects, head: Projects, ...more: string[]) {
  const checkout = new Checkout();
  const registry = join(checkout.folder, "registry");
  cpSync(NO_PROXY, registry, { recursive: true });
  writeData(checkout.folder, base);
  checkout.commit({});
  const data = writeData(checkout.folder, head).slice(0, -1);
  return infra(["rehearse", "staging", "--base", "HEAD", ...data, registry, ...more]);
}

test("rehearsing a valid change reports what it does and leaves nothing behind", async () => {
  const before = leftOver();
  const { code, stdout } = await rehearse(
    { "k8s-staging-kind": [] },
    { "k8s-staging-dns": [], "k8s-staging-kind": [] },
  );
  expect(code).toBe(0);
  const [told = "", order = ""] = stdout.split(/^(?=up 1 of 1: \d+ resources changed in [\d.]+ s$)/m);
  expect(
    told
      .replaceAll(/^ {2}(looked|preview) .*\n/gm, "")
      .replace(/HEAD \(\w+\)/, "HEAD")
      .split("\n"),
  ).toEqual([
    "before, at HEAD:",
    // Nothing of k8s-staging-kind, which the change does not touch.
    "staging on localcloud: 8 resources",
    "  8 created",
    // In the order in which the engine finishes.
    ...Array.from({ length: 8 }, () => expect.stringMatching(/^ {4}\+ \w+ [\w@./-]+$/) as unknown),
    "",
    "the change:",
    "staging on localcloud: 1 staging project, 49 resources",
    "  41 created",
    "    k8s-infra-staging-dns@kubernetes.io: 4 resources",
    "    k8s-staging-dns: 37 resources",
    "",
  ]);
  const operations = order.trim().split("\n").slice(1);
  const [project, images] = ["Project k8s-staging-dns", "Repository k8s-staging-dns/images"].map((name) =>
    operations.indexOf(`  create ${name}`),
  );
  expect(project).toBeGreaterThanOrEqual(0);
  expect(images).toBeGreaterThan(project!);
  expect(leftOver()).toEqual(before);
});

test("rehearsing a refused change fails with the reason and leaves nothing behind", async () => {
  const before = leftOver();
  const { code, stderr } = await rehearse(
    { "k8s-staging-dns": [], "k8s-staging-kind": [] },
    { "k8s-staging-dns": [] },
  );
  expect(code).toBe(1);
  expect(stderr).toMatch(/The change does not apply over HEAD \(\w+\):\n/);
  expect(stderr).toContain("k8s-staging-kind has left the data, but it is protected");
  expect(leftOver()).toEqual(before);
});

test("transient errors during a rehearsal are retried and reported", async () => {
  const { code, stdout } = await rehearse(
    { "k8s-staging-kind": [] },
    { "k8s-staging-dns": [], "k8s-staging-kind": [] },
    "--faults",
    "7",
  );
  expect(code).toBe(0);
  const [base = "", change = ""] = stdout.split("\nthe change:\n");
  expect(base).not.toContain("failed");
  expect(change).toMatch(/^up 1 of [2-9]: \d+ resources? changed in [\d.]+ s, \d+ failures?$/m);
  // The seed and the URNs alone determine which changes fail.
  expect(change).toMatch(/^ {2}failed: k8s-staging-dns\/gcb-builder-dns: .*context deadline exceeded$/m);
  const attempts = [...change.matchAll(/^up \d of \d: .*$/gm)].map(([line]) => line);
  expect(attempts.at(-1)).not.toContain("failure");
});

test("mistakes in the changed data are reported before the base is applied", async () => {
  const { code, stdout, stderr } = await rehearse(
    { "k8s-staging-kind": [] },
    { "k8s-staging-kind": ["stat: frozen"] },
  );
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(
    /^\S+infra\.yaml:5:9: error: k8s-staging-kind has the unknown key "stat" \[unknown-key\]\n/,
  );
});
