import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { fromRoot } from "../../boot/root.ts";

/** How many files of the two packages a process loads along with Pulumi's SDK. */
function loadedWithSdk(before: string): number {
  const program = `
    ${before}
    const { createRequire } = await import("node:module");
    const require = createRequire(process.cwd() + "/");
    require("@pulumi/pulumi");
    const big = /[/]typescript[/]lib[/]|[/]arborist[/]lib[/](?!index[.]js)/;
    console.log(Object.keys(require.cache).filter((file) => big.test(file)).length);`;
  const args = ["--input-type=module", "--eval", program];
  return Number(execFileSync(process.execPath, args, { cwd: fromRoot("."), encoding: "utf8" }));
}

test("withoutClosures loads the SDK without its closure serializer", () => {
  const withoutClosures = `(await import("./boot/withoutClosures.js")).withoutClosures();`;
  expect(loadedWithSdk("")).toBeGreaterThan(10);
  expect(loadedWithSdk(withoutClosures)).toBe(0);
});
