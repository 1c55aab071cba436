import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkTemporaryFolder } from "../../cli/temporaryFolder.ts";
import { UserError } from "../../terminal/userError.ts";
import { fromRoot } from "../../boot/root.ts";
import { testFolder } from "../support/infra.ts";

test("a folder of temporary files that is missing, or is none, is refused with the remedy", () => {
  const folder = testFolder();
  checkTemporaryFolder(folder);
  writeFileSync(join(folder, "file"), "");
  for (const name of ["missing", "file"]) {
    const path = join(folder, name);
    expect(() => checkTemporaryFolder(path)).toThrow(
      new UserError(
        `Temporary files cannot be written to ${path}: make it a writable folder, or set TMPDIR to another.`,
      ),
    );
  }
});

test("without a usable TMPDIR a command says so, since it loads no Pulumi SDK before it needs it", () => {
  const env = { ...process.env, TMPDIR: join(testFolder(), "missing") };
  const { status, stderr } = spawnSync(fromRoot("bin/infra"), ["check"], { env, encoding: "utf8" });
  expect([status, stderr]).toEqual([
    1,
    `Temporary files cannot be written to ${env.TMPDIR}: make it a writable folder, or set TMPDIR to another.\n`,
  ]);
});
