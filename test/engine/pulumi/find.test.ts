import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findPulumi, PINNED_VERSION } from "../../../engine/pulumi/find.ts";
import { isAtLeast } from "../../../engine/pulumi/pulumiCommand.ts";
import { testFolder } from "../../support/infra.ts";

/** Writes an executable that answers `version` as the CLI does. */
function pulumi(folder: string, version: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "pulumi");
  writeFileSync(path, `#!/bin/sh\n[ "$1" = version ] && echo ${version}\n`);
  chmodSync(path, 0o755);
  return path;
}

const withPath = (...folders: string[]) =>
  vi.stubEnv("PATH", [...folders, "/usr/bin", "/bin"].join(delimiter));
let home: string;

beforeEach(() => {
  home = testFolder();
  vi.stubEnv("XDG_CACHE_HOME", join(home, "cache"));
  // A version that nobody publishes, because nothing must be downloaded here.
  vi.stubEnv("PULUMI_VERSION", "0.0.0-none");
  vi.stubEnv("HOME", home);
});
afterEach(() => void vi.unstubAllEnvs());

test("a pulumi on the PATH is used, with the language host beside it", async () => {
  const path = pulumi(join(home, "bin"), "v3.300.1");
  copyFileSync(path, join(home, "bin/pulumi-language-nodejs"));
  withPath(join(home, "bin"));
  expect(await findPulumi(() => undefined)).toEqual({ path, version: "3.300.1", hasLanguageHost: true });
});

test("a pulumi without a language host, as go install builds it, is used with ours", async () => {
  const path = pulumi(join(home, "go/bin"), "v3.300.1");
  withPath(join(home, "go/bin"));
  expect(await findPulumi(() => undefined)).toEqual({ path, version: "3.300.1", hasLanguageHost: false });
});

test("a pulumi that is too old is skipped in favor of the next one on the PATH", async () => {
  pulumi(join(home, "old"), "v3.99.0");
  const path = pulumi(join(home, "new"), "v3.212.0");
  withPath(join(home, "old"), join(home, "new"));
  expect((await findPulumi(() => undefined)).path).toBe(path);
});

test("the pulumi that npm puts on the PATH of its scripts is skipped", async () => {
  pulumi(join(home, "node_modules/.bin"), "v3.300.1");
  const built = pulumi(join(home, "cache/k8s-registry", `pulumi-v${PINNED_VERSION}`), `v${PINNED_VERSION}`);
  withPath(join(home, "node_modules/.bin"));
  expect(await findPulumi(() => undefined)).toEqual({
    path: built,
    version: PINNED_VERSION,
    hasLanguageHost: false,
  });
});

test("if no pulumi can be found, downloaded or built, the error names everything that was tried", async () => {
  vi.stubEnv("PATH", join(home, "empty"));
  await expect(findPulumi(() => undefined)).rejects.toThrow(
    `No Pulumi CLI to run: there is no pulumi 3.212.0 or later on the PATH, pulumi ${PINNED_VERSION} cannot be ` +
      "downloaded, and it cannot be built here: there is no Go\n",
  );
});

test.each([
  ["3.212.0", true],
  ["3.1000.0", true],
  ["10.0.0", true],
  ["3.99.9", false],
])("%s is at least 3.212.0: %s", (version, expected) => {
  expect(isAtLeast(version, "3.212.0")).toBe(expected);
});
