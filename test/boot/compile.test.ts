import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cleanClone } from "../support/cleanClone.ts";
import { endOf } from "../support/infra.ts";

test("processes that compile concurrently all succeed and share one result", async () => {
  const clone = cleanClone();
  const compile = `console.log(await (await import("./boot/compile.js")).compiled("infra"))`;
  const ended = await Promise.all(
    Array.from({ length: 4 }, () =>
      endOf(spawn(process.execPath, ["--input-type=module", "--eval", compile], { cwd: clone })),
    ),
  );
  expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(ended.map(() => [0, ""]));
  const [folder, ...others] = readdirSync(join(clone, "node_modules/.cache/k8s-registry"));
  expect([folder, others]).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/), []]);
  expect(new Set(ended.map(({ stdout }) => stdout)).size).toBe(1);
});
