import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as grpc from "@grpc/grpc-js";
import { fromRoot } from "../../../boot/root.ts";
import messages from "@pulumi/pulumi/proto/language_pb.js";

type Request = InstanceType<typeof messages.RunPluginRequest>;
type Response = InstanceType<typeof messages.RunPluginResponse>;

const runPolicyPack = fileURLToPath(import.meta.resolve("@pulumi/pulumi/cmd/run-policy-pack/index.js"));

/**
 * Runs a policy pack, the only kind of Node.js plugin that our stacks have, until the engine hangs up. Its folder is
 * the last argument and the working directory, as with Pulumi's own host (pulumi/pulumi,
 * sdk/nodejs/cmd/pulumi-language-nodejs/main.go, `RunPlugin`).
 */
export const runPlugin: grpc.handleServerStreamingCall<Request, Response> = (call) => {
  const folder = call.request.getInfo()?.getProgramDirectory();
  const kind = call.request.getKind();
  if (kind !== "analyzer" || folder === undefined) {
    call.destroy(
      Object.assign(new Error(`this language host runs no plugin of kind "${kind}"`), {
        code: grpc.status.UNIMPLEMENTED,
      }),
    );
    return;
  }
  const pack = spawn(process.execPath, packArguments(call.request.getArgsList(), folder), {
    cwd: folder,
    env: { ...process.env, ...environment(call.request.getEnvList()) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  pack.stdout.on("data", (chunk: Buffer) => void call.write(answer().setStdout(chunk)));
  pack.stderr.on("data", (chunk: Buffer) => void call.write(answer().setStderr(chunk)));
  pack.once("error", (error) => call.destroy(error));
  pack.once("close", (code) => {
    call.write(answer().setExitcode(code ?? 1));
    call.end();
  });
  call.once("cancelled", () => void pack.kill());
};

/** Loads no TypeScript, unlike Pulumi's own host. */
function packArguments(args: readonly string[], folder: string): string[] {
  return ["--import", fromRoot("boot/withoutTypeScript.js"), runPolicyPack, ...args, folder];
}

function answer(): Response {
  return new messages.RunPluginResponse();
}

/** Parses `NAME=value` pairs. */
function environment(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
}
