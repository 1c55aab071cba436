import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import grpc from "@grpc/grpc-js";
import type plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct, { type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb.js";
import { expect, it, onTestFinished } from "vitest";
import { unknownValue } from "../../../localcloud/provider/unknown.ts";
import { billingAccount, organization, temporaryDirectory, tokens } from "../sandbox.ts";

const main = fileURLToPath(new URL("../../../localcloud/gcp/main.ts", import.meta.url));

function startPlugin(environment: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ["--import", "tsx", main, "127.0.0.1:1"], {
    env: { PATH: process.env.PATH, ...environment },
  });
  onTestFinished(() => {
    child.kill();
  });
  return child;
}

type Callback<T> = (error: Error | null, value: T) => void;

async function answer<T>(call: (callback: Callback<T>) => unknown): Promise<T> {
  return await new Promise((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value)));
  });
}

const toStruct = (values: Record<string, JavaScriptValue>) => struct.Struct.fromJavaScript(values);
const urn = (kind: keyof typeof tokens) =>
  `urn:pulumi:staging::k8s-registry::k8s:registry:X$${tokens[kind]}::demo`;

it("a plugin process reports its port and version, and checks, previews, creates, diffs and refuses", async () => {
  const directory = temporaryDirectory();
  const log = join(directory, "requests.jsonl");
  const child = startPlugin({ LOCALCLOUD_DIR: directory, LOCALCLOUD_LOG: log });
  const [port] = (await once(child.stdout, "data")) as [Buffer];
  const client = new services.ResourceProviderClient(
    `127.0.0.1:${port.toString().trim()}`,
    grpc.credentials.createInsecure(),
  );
  onTestFinished(() => client.close());

  const info = await answer<plugin.PluginInfo>((callback) =>
    client.getPluginInfo(new empty.Empty(), callback),
  );
  expect(info.getVersion()).toBe("9.37.0+localcloud");

  const configure = new messages.ConfigureRequest().setArgs(toStruct({ addPulumiAttributionLabel: "false" }));
  const configured = await answer<messages.ConfigureResponse>((callback) =>
    client.configure(configure, callback),
  );
  expect([configured.getSupportspreview(), configured.getAcceptsecrets()]).toEqual([true, false]);

  const inputs = { projectId: "k8s-staging-demo", name: "demo", orgId: organization, billingAccount };
  const check = new messages.CheckRequest().setUrn(urn("project"));
  const wrong = await answer<messages.CheckResponse>((callback) =>
    client.check(check.setNews(toStruct({ ...inputs, folderId: "1" })), callback),
  );
  expect(wrong.getFailuresList().map((failure) => [failure.getProperty(), failure.getReason()])).toEqual([
    ["orgId", '"org_id": conflicts with folder_id'],
  ]);
  const checked = await answer<messages.CheckResponse>((callback) =>
    client.check(check.setNews(toStruct(inputs)), callback),
  );
  expect(checked.getInputs()?.toJavaScript()).toEqual({
    ...inputs,
    autoCreateNetwork: true,
    deletionPolicy: "PREVENT",
  });

  const create = new messages.CreateRequest().setUrn(urn("project")).setProperties(checked.getInputs());
  const previewed = await answer<messages.CreateResponse>((callback) =>
    client.create(create.setPreview(true), callback),
  );
  expect(previewed.getProperties()?.toJavaScript()).toMatchObject({
    projectId: "k8s-staging-demo",
    number: unknownValue,
  });

  const created = await answer<messages.CreateResponse>((callback) =>
    client.create(create.setPreview(false), callback),
  );
  expect(created.getId()).toBe("projects/k8s-staging-demo");
  const path = join(directory, "cloudresourcemanager.googleapis.com/projects/k8s-staging-demo.json");
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ properties: { orgId: organization } });

  const diff = new messages.DiffRequest()
    .setId(created.getId())
    .setUrn(urn("project"))
    .setOlds(created.getProperties())
    .setNews(checked.getInputs());
  const unchanged = await answer<messages.DiffResponse>((callback) => client.diff(diff, callback));
  expect(unchanged.getChanges()).toBe(messages.DiffResponse.DiffChanges.DIFF_NONE);

  await expect(answer((callback) => client.create(create, callback))).rejects.toThrow(
    "Error creating project k8s-staging-demo (demo): googleapi: Error 409: Requested entity already exists, alreadyExists",
  );

  const gone = new messages.ReadRequest().setUrn(urn("bucket")).setId("k8s-staging-none");
  const read = await answer<messages.ReadResponse>((callback) => client.read(gone, callback));
  expect([read.getId(), read.getProperties()]).toEqual(["", undefined]);

  const unmodelled = new messages.CheckRequest().setUrn("urn:pulumi:s::p::gcp:pubsub/topic:Topic::t");
  await expect(answer((callback) => client.check(unmodelled, callback))).rejects.toThrow(
    "localcloud does not model the resource type gcp:pubsub/topic:Topic",
  );
  const invoke = new messages.InvokeRequest().setTok("gcp:organizations/getProject:getProject");
  await expect(answer((callback) => client.invoke(invoke, callback))).rejects.toThrow(
    "localcloud does not model the function gcp:organizations/getProject:getProject",
  );

  const lines = readFileSync(log, "utf8").trim().split("\n");
  const requests = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const about = { urn: urn("project"), type: tokens.project };
  const made = requests.filter(({ method }) => method === "create");
  expect(made.map(({ time, package: name, ...request }) => [typeof time, name, request])).toEqual([
    ["string", "gcp", { method: "create", ...about, preview: true }],
    ["string", "gcp", { method: "create", ...about, changed: true }],
    ["string", "gcp", { method: "create", ...about, error: expect.stringContaining("Error 409") as string }],
  ]);
  expect(requests.map(({ method }) => method)).toEqual([
    ...["getPluginInfo", "configure", "check", "check", "create", "create", "diff", "create"],
    ...["read", "check", "invoke"],
  ]);
  // The log contains no property values.
  expect(lines.join()).not.toContain(billingAccount);
}, 30_000);

it("a plugin process without LOCALCLOUD_DIR says so and exits with 1", async () => {
  const child = startPlugin({});
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  expect([code, errors]).toEqual([1, "localcloud: the environment variable LOCALCLOUD_DIR is not set\n"]);
}, 30_000);

it("a plugin ends by itself whose engine was killed before it could look", { timeout: 30_000 }, async () => {
  // Above the highest process id of Linux (2^22), so that it is nobody's.
  const child = startPlugin({ LOCALCLOUD_DIR: temporaryDirectory(), ENGINE_PID: String(2 ** 22 + 1) });
  expect(await once(child, "exit")).toEqual([1, null]);
});
