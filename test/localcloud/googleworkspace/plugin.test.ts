import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import grpc from "@grpc/grpc-js";
import type plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { expect, it, onTestFinished } from "vitest";
import { temporaryDirectory } from "../sandbox.ts";
import { parameterization, tokens } from "./sandbox.ts";

const main = fileURLToPath(new URL("../../../localcloud/googleworkspace/main.ts", import.meta.url));

type Callback<T> = (error: Error | null, value: T) => void;

async function answer<T>(call: (callback: Callback<T>) => unknown): Promise<T> {
  return await new Promise((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value)));
  });
}

async function start(directory: string): Promise<services.ResourceProviderClient> {
  const env = { PATH: process.env.PATH, LOCALCLOUD_DIR: directory };
  const child = spawn(process.execPath, ["--import", "tsx", main, "127.0.0.1:1"], { env });
  onTestFinished(() => void child.kill());
  const [port] = (await once(child.stdout, "data")) as [Buffer];
  const address = `127.0.0.1:${port.toString().trim()}`;
  const client = new services.ResourceProviderClient(address, grpc.credentials.createInsecure());
  onTestFinished(() => client.close());
  return client;
}

function request({ name, version, value } = parameterization): messages.ParameterizeRequest {
  const parameters = new messages.ParameterizeRequest.ParametersValue()
    .setName(name)
    .setVersion(version)
    .setValue(Buffer.from(value));
  return new messages.ParameterizeRequest().setValue(parameters);
}

it("a plugin process becomes googleworkspace once it is parameterized, and no other package", async () => {
  const directory = temporaryDirectory();
  const client = await start(directory);
  const info = await answer<plugin.PluginInfo>((reply) => client.getPluginInfo(new empty.Empty(), reply));
  expect(info.getVersion()).toBe("1.4.0+localcloud");

  const inputs = struct.Struct.fromJavaScript({ email: "k8s-infra-demo@kubernetes.io" });
  const urn = `urn:pulumi:staging::k8s-registry::k8s:registry:GoogleGroup$${tokens.group}::demo`;
  const create = new messages.CreateRequest().setUrn(urn).setProperties(inputs);
  await expect(answer((reply) => client.create(create, reply))).rejects.toThrow(
    "the plugin terraform-provider was not told which package to be",
  );
  const other = { ...parameterization, name: "random" };
  await expect(answer((reply) => client.parameterize(request(other), reply))).rejects.toThrow(
    "localcloud stands in for googleworkspace",
  );

  // Sends the plugin's version in place of the package's, as the engine 3.256.0 does at times.
  const asked = request({ ...parameterization, version: "1.4.0" });
  const answered = await answer<messages.ParameterizeResponse>((reply) => client.parameterize(asked, reply));
  expect([answered.getName(), answered.getVersion()]).toEqual(["googleworkspace", "0.7.0"]);
  await expect(answer((reply) => client.parameterize(request(), reply))).rejects.toThrow(
    "provider is already parameterized to (googleworkspace, 0.7.0)",
  );

  await answer((reply) =>
    client.configure(new messages.ConfigureRequest().setArgs(new struct.Struct()), reply),
  );
  const created = await answer<messages.CreateResponse>((reply) => client.create(create, reply));
  expect(created.getId()).toMatch(/^0[0-9a-z]{14}$/);
  expect(existsSync(join(directory, "admin.googleapis.com/groups/k8s-infra-demo@kubernetes.io.json"))).toBe(
    true,
  );

  const diff = new messages.DiffRequest()
    .setUrn(urn)
    .setId(created.getId())
    .setOlds(created.getProperties())
    .setNews(struct.Struct.fromJavaScript({ email: "k8s-infra-demo@kubernetes.io", description: "x" }));
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const changes = async () =>
    (await answer<messages.DiffResponse>((reply) => client.diff(diff, reply))).getChanges();
  expect(await changes()).toBe(DIFF_SOME);
  diff.setIgnorechangesList(["description"]);
  expect(await changes()).toBe(DIFF_NONE);
}, 30_000);
