/**
 * A disk that fills up during a run. A limit on the size of the engine's files, which any user can set (`ulimit`, in
 * blocks of 512 bytes), stands in for it: the events and the state are the files that grow.
 */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findPulumi } from "../../../engine/pulumi/find.ts";
import { messages } from "../../support/infra.ts";
import { comparable, few, place } from "../../support/place.ts";

/** A folder for the PATH with a pulumi that cannot write large files during one operation. */
async function limited(folder: string, operation: "preview" | "up"): Promise<string> {
  const { path } = await findPulumi(() => undefined);
  const bin = join(folder, `bin-${operation}`);
  mkdirSync(bin);
  const script = `#!/bin/sh\ncase "$1" in ${operation}) ulimit -f 40;; esac\nexec '${path}' "$@"\n`;
  writeFileSync(join(bin, "pulumi"), script);
  chmodSync(join(bin, "pulumi"), 0o755);
  return `${bin}:${process.env.PATH ?? ""}`;
}

const full =
  "The disk is full: the state may not record everything that was done. Free at least 256 MB and run this again; it adopts what exists.";

test("the next run repairs a state truncated by a full disk and creates nothing twice", async () => {
  const good = place(few);
  expect((await good.run("up")).code).toBe(0);

  const bad = place(few);
  const before = await bad.run("up", { PATH: await limited(bad.folder, "up") });
  expect([before.code, messages(before.stderr).at(-1)]).toEqual([1, full]);
  expect(before.stderr).toContain("file too large");
  const { code, stderr } = await bad.run("up");
  expect(code, stderr).toBe(0);
  expect(stderr).toContain("staging: the last run left a truncated state; the previous one was restored\n");
  expect(stderr).toMatch(/staging: the run of \S+ did not finish\n/);
  expect(stderr).toMatch(/staging: \d+ resources exist in localcloud and not in the state: adopting\n/);
  expect(comparable(bad.state)).toEqual(comparable(good.state));
  expect((await bad.run("up")).stdout).toContain("  no changes\n");
});

test("a run whose preview is cut short applies nothing", async () => {
  const { folder, state, run } = place(few);
  const { code, stderr } = await run("up", { PATH: await limited(folder, "preview") });
  expect([code, messages(stderr)]).toEqual([
    6,
    [
      "The events of the preview were cut short: what it would do is not known. Run this again.",
      "The gate refused the change. Nothing was changed.",
    ],
  ]);
  const file = join(state, "state/.pulumi/stacks/k8s-registry/staging.json");
  expect(readFileSync(file, "utf8")).not.toContain('"resources"');
});
