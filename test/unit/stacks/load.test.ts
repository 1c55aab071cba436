import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { fromRoot } from "../../../inventory/root.ts";

/** The output of a process that loads the program as Pulumi does, for a stack that does not exist. */
function afterLoading(program: string): string {
  const load = `
    const { createRequire } = await import("node:module");
    const require = createRequire(process.cwd() + "/");
    const { default: program } = await import("./stacks/load.js");`;
  return execFileSync(process.execPath, ["--input-type=module", "--eval", `${load}\n${program}`], {
    cwd: fromRoot("."),
    encoding: "utf8",
    env: { ...process.env, PULUMI_NODEJS_PROJECT: "k8s-registry", PULUMI_NODEJS_STACK: "nowhere" },
  });
}

test("an error of the program keeps its trace, by files and lines of the sources", () => {
  const trace = afterLoading("try { program(); } catch (error) { console.log(error.stack); }");
  const [message, frame] = trace.split("\n");
  expect(message).toBe('Error: There is no stack "nowhere" here. The stacks of this program: staging, prod.');
  expect(frame!.replace(/:\d+:\d+\)$/, "")).toBe(`    at program (${fromRoot("stacks/index.ts")}`);
});

test("the SDK notes no place for its promises and resources, and still every promise that has not ended", () => {
  const printed = afterLoading(`
    const { Resource } = require("@pulumi/pulumi");
    const { debuggablePromise, leakedPromises } = require("@pulumi/pulumi/runtime/debuggable");
    const endless = new Promise(() => {});
    void debuggablePromise(endless, "");
    console.log(JSON.stringify([endless._debugStackTrace, leakedPromises()[0].size, Resource.callsites()]));
    process.exit(0);`);
  expect(JSON.parse(printed)).toEqual(["Error", 1, []]);
});

test("the SDK sends the engine what somebody reads, and no debug messages", () => {
  const printed = afterLoading(`
    const { log } = require("@pulumi/pulumi");
    const sent = [];
    const engine = { log: (request, done) => done(sent.push(request.getMessage())) };
    require("@pulumi/pulumi/runtime/settings").getEngine = () => engine;
    await log.debug("registering");
    await log.info("left out");
    console.log(sent.join());`);
  expect(printed).toBe("left out\n");
});

test("what strips types and what serializes functions is not loaded", () => {
  const printed = afterLoading(`
    const loaded = Object.keys(require.cache);
    console.log(loaded.filter((file) => /[/](typescript|tsx|ts-node)[/]|[/]arborist[/]lib[/](?!index[.]js)/.test(file)).length);`);
  expect(printed).toBe("0\n");
});
