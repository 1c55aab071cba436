import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { fromRoot } from "../../boot/root.ts";

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

test("a program error keeps its stack trace, which points to the source files", () => {
  const trace = afterLoading("try { program(); } catch (error) { console.log(error.stack); }");
  const [message, frame] = trace.split("\n");
  expect(message).toBe('Error: There is no stack "nowhere" here. The stacks of this program: staging, prod.');
  expect(frame!.replace(/:\d+:\d+\)$/, "")).toBe(`    at program (${fromRoot("stacks/index.ts")}`);
});

test("the SDK records no stack traces of promises and resources, but still tracks pending promises", () => {
  const printed = afterLoading(`
    const { Resource } = require("@pulumi/pulumi");
    const { debuggablePromise, leakedPromises } = require("@pulumi/pulumi/runtime/debuggable");
    const endless = new Promise(() => {});
    void debuggablePromise(endless, "");
    console.log(JSON.stringify([endless._debugStackTrace, leakedPromises()[0].size, Resource.callsites()]));
    process.exit(0);`);
  expect(JSON.parse(printed)).toEqual(["Error", 1, []]);
});

test("the SDK sends info messages to the engine, but no debug messages", () => {
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

test("the TypeScript compiler and the closure serializer are not loaded", () => {
  const printed = afterLoading(`
    const loaded = Object.keys(require.cache);
    console.log(loaded.filter((file) => /[/](typescript|tsx|ts-node)[/]|[/]arborist[/]lib[/](?!index[.]js)/.test(file)).length);`);
  expect(printed).toBe("0\n");
});
