/**
 * The Node.js language host: runs the program and the policy pack for the engine. Used only with a CLI that
 * engine/pulumi/find.ts built, since a downloaded one has its own. Serves `pulumirpc.LanguageRuntime` and prints its port on
 * the first line of its output, as every Pulumi plugin does.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as grpc from "@grpc/grpc-js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import services from "@pulumi/pulumi/proto/language_grpc_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import { endWithParent } from "../../../localcloud/provider/endWithParent.ts";
import { googleworkspace } from "../packages.ts";
import { programCommand, type RunRequest } from "./programCommand.ts";
import { runPlugin } from "./runPlugin.ts";

/** The exit code of `cmd/run` when it has already shown the error (`@pulumi/pulumi/cmd/run/index.ts`). */
const ERROR_ALREADY_SHOWN = 32;

endWithParent();
const engineAddress = process.argv.at(-1) ?? "";
const runProgram = fileURLToPath(import.meta.resolve("@pulumi/pulumi/cmd/run/index.js"));

type Unary<Request, Response> = grpc.handleUnaryCall<Request, Response>;

const run: Unary<RunRequest, InstanceType<typeof language.RunResponse>> = (call, callback) => {
  const { args, env, cwd } = programCommand(call.request, engineAddress, runProgram);
  const response = new language.RunResponse();
  const program = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: "inherit" });
  stopWith(call, program);
  program.once("error", (error) => callback({ code: grpc.status.INTERNAL, details: error.message }));
  program.once("exit", (code, signal) => {
    if (code === ERROR_ALREADY_SHOWN) response.setBail(true);
    else if (code !== 0) response.setError(`the program ended with ${signal ?? `exit code ${code}`}`);
    callback(null, response);
  });
};

function stopWith(call: grpc.ServerUnaryCall<unknown, unknown>, program: ChildProcess): void {
  call.once("cancelled", () => program.kill());
}

const getPluginInfo: Unary<unknown, InstanceType<typeof plugin.PluginInfo>> = (_call, callback) => {
  callback(null, new plugin.PluginInfo());
};

const handshake: Unary<unknown, InstanceType<typeof language.LanguageHandshakeResponse>> = (
  _call,
  callback,
) => {
  callback(null, new language.LanguageHandshakeResponse());
};

/**
 * Reports the parameterized package; otherwise the engine would, on every run, take the program's request for it as a
 * different version of the provider. Other plugins need no report: the runner installs them before the engine starts.
 */
const getRequiredPackages: Unary<unknown, InstanceType<typeof language.GetRequiredPackagesResponse>> = (
  _call,
  callback,
) => {
  const { name, version, parameterization } = googleworkspace;
  const parameter = new plugin.PackageParameterization();
  parameter
    .setName(parameterization.name)
    .setVersion(parameterization.version)
    .setValue(parameterization.value);
  const dependency = new plugin.PackageDependency().setKind("resource").setName(name).setVersion(version);
  const response = new language.GetRequiredPackagesResponse();
  callback(null, response.setPackagesList([dependency.setParameterization(parameter)]));
};

const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(services.LanguageRuntimeService, {
  run,
  runPlugin,
  getPluginInfo,
  handshake,
  getRequiredPackages,
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
