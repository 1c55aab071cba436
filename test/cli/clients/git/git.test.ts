import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { blobs, git, gitEnvironment, mustGit } from "../../../../cli/clients/git/git.ts";
import { UserError } from "../../../../terminal/userError.ts";
import { Checkout, hookOf } from "../../../support/checkout.ts";
import { testFolder } from "../../../support/infra.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("everything that git itself calls local to a repository is dropped, save configuration", () => {
  const local = execFileSync("git", ["rev-parse", "--local-env-vars"], { encoding: "utf8" })
    .trim()
    .split("\n");
  expect(local).toContain("GIT_DIR");
  for (const name of local) vi.stubEnv(name, "x");
  const kept = local.filter((name) => name in gitEnvironment());
  expect(kept.sort()).toEqual(["GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS"]);
});

test("in a hook of another repository, git reads and writes the folder that it is given", () => {
  const [own, other] = [new Checkout(), new Checkout()];
  const first = own.commit({ "a.txt": "own\n" });
  const others = other.commit({ "b.txt": "other\n" });
  for (const [name, value] of Object.entries(hookOf(other))) vi.stubEnv(name, value);
  vi.stubEnv("GIT_AUTHOR_NAME", "Ada");
  vi.stubEnv("GIT_AUTHOR_EMAIL", "ada@example.com");
  vi.stubEnv("GIT_COMMITTER_NAME", "Bob");
  vi.stubEnv("GIT_COMMITTER_EMAIL", "bob@example.com");

  expect(git(own.folder, ["rev-parse", "--show-toplevel", "HEAD"]).text).toBe(`${own.folder}\n${first}`);
  own.write({ "a.txt": "changed\n" });
  mustGit(own.folder, ["add", "a.txt"]);
  mustGit(own.folder, ["commit", "--quiet", "--message", "Change a"]);
  expect(git(own.folder, ["log", "-1", "--format=%an, %cn: %s"]).text).toBe("Ada, Bob: Change a");
  expect(git(other.folder, ["rev-parse", "HEAD"]).text).toBe(others);
  expect(git(other.folder, ["status", "--porcelain"]).text).toBe("");
});

test("configuration from the environment reaches git, such as the safe directories of a job", () => {
  vi.stubEnv("GIT_CONFIG_COUNT", "1");
  vi.stubEnv("GIT_CONFIG_KEY_0", "safe.directory");
  vi.stubEnv("GIT_CONFIG_VALUE_0", "/workspace");
  expect(git(testFolder(), ["config", "--get-all", "safe.directory"]).text.split("\n")).toContain(
    "/workspace",
  );
});

test("a failure has git's own words, in English and without their prefix", () => {
  vi.stubEnv("LC_ALL", "de_DE.UTF-8");
  const folder = testFolder();
  expect(git(folder, ["status"])).toMatchObject({
    ok: false,
    error: "not a git repository (or any of the parent directories): .git",
  });
  expect(() => mustGit(folder, ["status"])).toThrow(
    new UserError(
      `git status failed in ${folder}: not a git repository (or any of the parent directories): .git`,
    ),
  );
  expect(git(join(folder, "none"), ["status"]).error).toMatch(/^cannot change to '.*none': No such file/);
});

test("blobs are read by their hashes, and not at all if one is missing", () => {
  const checkout = new Checkout();
  checkout.commit({ a: "one\n", b: "", c: "two\nlines blob 3\n" });
  const hashes = ["a", "b", "c"].map((path) => checkout.git("rev-parse", `HEAD:${path}`));
  expect(blobs(checkout.folder, hashes)?.map(String)).toEqual(["one\n", "", "two\nlines blob 3\n"]);
  expect(blobs(checkout.folder, [...hashes, "0".repeat(40)])).toBeUndefined();
  expect(blobs(checkout.folder, [])).toEqual([]);
});
