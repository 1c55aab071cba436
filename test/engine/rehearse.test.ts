/** A change applied over its base by the real engine, on a localcloud that goes again. */
import { cpSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Checkout } from "../support/checkout.ts";
import { NO_PROXY, infra, writeData, type Projects } from "../support/infra.ts";

const leftOver = () => readdirSync(tmpdir()).filter((name) => name.startsWith("infra-rehearse-"));

async function rehearse(base: Projects, head: Projects) {
  const checkout = new Checkout();
  const registry = join(checkout.folder, "registry");
  cpSync(NO_PROXY, registry, { recursive: true });
  writeData(checkout.folder, base);
  checkout.commit({});
  const data = writeData(checkout.folder, head).slice(0, -1);
  return infra(["rehearse", "staging", "--base", "HEAD", ...data, registry]);
}

test("a change that applies is told with what it did, and nothing of it stays", async () => {
  const before = leftOver();
  const { code, stdout } = await rehearse(
    { "k8s-staging-kind": [] },
    { "k8s-staging-dns": [], "k8s-staging-kind": [] },
  );
  expect(code).toBe(0);
  expect(
    stdout
      .replaceAll(/^ {2}preview .*\n/gm, "")
      .replace(/HEAD \(\w+\)/, "HEAD")
      .split("\n"),
  ).toEqual([
    "before, at HEAD:",
    expect.stringMatching(/^staging on localcloud: 1 staging project, \d+ resources$/),
    expect.stringMatching(/^ {2}\d+ created$/),
    "    k8s-infra-artifact-admins@kubernetes.io: 4 resources",
    "    k8s-infra-staging-kind@kubernetes.io: 4 resources",
    expect.stringMatching(/^ {4}k8s-staging-kind: \d+ resources$/),
    "",
    "the change:",
    expect.stringMatching(/^staging on localcloud: 2 staging projects, \d+ resources$/),
    expect.stringMatching(/^ {2}\d+ created$/),
    "    k8s-infra-staging-dns@kubernetes.io: 4 resources",
    expect.stringMatching(/^ {4}k8s-staging-dns: \d+ resources$/),
    "",
  ]);
  expect(leftOver()).toEqual(before);
});

test("a change that the engine refuses fails, with what it refuses", async () => {
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
