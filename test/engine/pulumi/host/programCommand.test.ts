import language from "@pulumi/pulumi/proto/language_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { expect, test } from "vitest";
import { programCommand } from "../../../../engine/pulumi/host/programCommand.ts";

function request(options: Record<string, string | boolean>) {
  const info = new language.ProgramInfo();
  info.setRootDirectory("/clone").setProgramDirectory("/clone/stacks").setEntryPoint(".");
  info.setOptions(structs.Struct.fromJavaScript(options));
  const run = new language.RunRequest();
  run.setInfo(info).setProject("k8s-registry").setStack("staging").setPwd("/clone/stacks");
  run.setMonitorAddress("127.0.0.1:1").setParallel(8).setDryrun(true);
  run.getConfigMap().set("k8s-registry:clouds", "localcloud");
  return run;
}

test("the engine's request becomes the command line of @pulumi/pulumi/cmd/run", () => {
  const command = programCommand(
    request({ nodeargs: "--import tsx", typescript: false }),
    "127.0.0.1:2",
    "/run.js",
  );
  expect(command).toEqual({
    args: [
      "--import",
      "tsx",
      "/run.js",
      "--monitor=127.0.0.1:1",
      "--engine=127.0.0.1:2",
      "--project=k8s-registry",
      "--root-directory=/clone",
      "--stack=staging",
      "--pwd=/clone/stacks",
      "--parallel=8",
      "--dry-run",
      ".",
    ],
    env: {
      PULUMI_CONFIG: '{"k8s-registry:clouds":"localcloud"}',
      PULUMI_CONFIG_SECRET_KEYS: "[]",
      PULUMI_NODEJS_TYPESCRIPT: "false",
    },
    cwd: "/clone/stacks",
  });
});

test("an update is not a dry run, and TypeScript is enabled unless the project disables it", () => {
  const command = programCommand(request({}).setDryrun(false), "127.0.0.1:2", "/run.js");
  expect(command.args[0]).toBe("/run.js");
  expect(command.args).not.toContain("--dry-run");
  expect(command.env.PULUMI_NODEJS_TYPESCRIPT).toBe("true");
});
