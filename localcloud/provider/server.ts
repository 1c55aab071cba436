// These modules are CommonJS: their names come through the default import.
import grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { faultsFromEnvironment } from "./faults.ts";
import { engineKiller } from "./killEngine.ts";
import type { Provider } from "./provider.ts";
import type { Values } from "./resourceType.ts";

/** The engine's own limit for one message (pulumi/pulumi sdk/go/common/util/rpcutil, 400 MiB). */
const longestMessage = 400 * 1024 * 1024;

type Request = {
  parameterize: messages.ParameterizeRequest;
  check: messages.CheckRequest;
  diff: messages.DiffRequest;
  configure: messages.ConfigureRequest;
  create: messages.CreateRequest;
  read: messages.ReadRequest;
  update: messages.UpdateRequest;
  delete: messages.DeleteRequest;
  invoke: messages.InvokeRequest;
};

/**
 * Serves a provider to the Pulumi engine on a free port of the loopback interface.
 *
 * It stands in for `@pulumi/pulumi/provider`, whose server loads the whole SDK, hides the provider's configuration and
 * cannot announce previews. Secrets arrive as plain values (`acceptSecrets` is off): nothing here is secret.
 *
 * @returns The port, which the caller prints as the first line of stdout.
 */
export async function serve<Cloud>(provider: Provider<Cloud>): Promise<number> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": longestMessage,
    "grpc.max_send_message_length": longestMessage,
  });
  server.addService(services.ResourceProviderService, handlers(provider));
  return await new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
}

/** Methods that are not here answer UNIMPLEMENTED, which the engine takes as "the default will do". */
function handlers<Cloud>(provider: Provider<Cloud>): grpc.UntypedServiceImplementation {
  const done = () => new empty.Empty();
  const changed = engineKiller();
  const onABadDay = faultsFromEnvironment(provider.name);
  return {
    getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(provider.version)),
    getSchema: unary(() => new messages.GetSchemaResponse().setSchema("{}")),
    parameterize: unary((request: Request["parameterize"]) => {
      const wanted = request.getValue();
      // Arguments come from `pulumi package add`, which localcloud has no schema for.
      if (wanted === undefined) throw new Error("localcloud takes a parameter by value only");
      const { name, version } = provider.parameterize({
        name: wanted.getName(),
        version: wanted.getVersion(),
        value: Buffer.from(wanted.getValue_asU8()).toString("utf8"),
      });
      return new messages.ParameterizeResponse().setName(name).setVersion(version);
    }),
    attach: unary(done),
    cancel: unary(done),
    checkConfig: unary((request: Request["check"]) =>
      new messages.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: unary(() =>
      new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_UNKNOWN),
    ),
    configure: unary((request: Request["configure"]) => {
      provider.configure(values(request.getArgs()));
      return new messages.ConfigureResponse().setSupportspreview(true);
    }),
    invoke: unary((request: Request["invoke"]) => {
      throw new Error(`localcloud does not model the function ${request.getTok()}`);
    }),
    check: unary((request: Request["check"]) => {
      const { inputs, failures } = provider.check(typeOf(request.getUrn()), values(request.getNews()));
      const list = failures.map((failure) =>
        new messages.CheckFailure().setProperty(failure.property).setReason(failure.reason),
      );
      return new messages.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(list);
    }),
    diff: unary((request: Request["diff"]) => {
      const result = provider.diff(
        typeOf(request.getUrn()),
        values(request.getOlds()),
        values(request.getNews()),
        request.getIgnorechangesList(),
      );
      const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
      return new messages.DiffResponse()
        .setChanges(result.changed.length === 0 ? DIFF_NONE : DIFF_SOME)
        .setDiffsList([...result.changed])
        .setReplacesList([...result.replaced])
        .setDeletebeforereplace(result.deleteBeforeReplace);
    }),
    create: unary((request: Request["create"]) => {
      const properties = values(request.getProperties());
      const [urn, preview] = [request.getUrn(), request.getPreview()];
      const make = () => provider.create(typeOf(urn), properties, preview);
      const created = preview ? make() : onABadDay({ method: "create", urn, make });
      if (!preview) changed(typeOf(urn));
      return new messages.CreateResponse().setId(created.id).setProperties(toStruct(created.outputs));
    }),
    read: unary((request: Request["read"]) => {
      const [outputs, inputs] = [values(request.getProperties()), values(request.getInputs())];
      const found = provider.read(typeOf(request.getUrn()), request.getId(), outputs, inputs);
      if (found === undefined) return new messages.ReadResponse();
      return new messages.ReadResponse()
        .setId(found.id)
        .setProperties(toStruct(found.outputs))
        .setInputs(toStruct(found.inputs));
    }),
    update: unary((request: Request["update"]) => {
      const [outputs, inputs] = [values(request.getOlds()), values(request.getNews())];
      const [urn, preview, ignored] = [
        request.getUrn(),
        request.getPreview(),
        request.getIgnorechangesList(),
      ];
      const make = () => provider.update(typeOf(urn), request.getId(), outputs, inputs, preview, ignored);
      const updated = preview ? make() : onABadDay({ method: "update", urn, make });
      if (!preview) changed(typeOf(urn));
      return new messages.UpdateResponse().setProperties(toStruct(updated));
    }),
    delete: unary((request: Request["delete"]) => {
      const urn = request.getUrn();
      const make = () => provider.delete(typeOf(urn), request.getId(), values(request.getProperties()));
      onABadDay({ method: "delete", urn, make });
      changed(typeOf(urn));
      return done();
    }),
  };
}

function unary<In, Out>(handle: (request: In) => Out): grpc.handleUnaryCall<In, Out> {
  return (call, callback) => {
    let response: Out;
    try {
      response = handle(call.request);
    } catch (error) {
      const details = error instanceof Error ? error.message : String(error);
      callback({ code: grpc.status.UNKNOWN, details });
      return;
    }
    callback(null, response);
  };
}

/** The last type of a URN: `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`. */
function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function values(message: struct.Struct | undefined): Values {
  return message?.toJavaScript() ?? {};
}

function toStruct(properties: Values): struct.Struct {
  return struct.Struct.fromJavaScript(
    JSON.parse(JSON.stringify(properties)) as Parameters<typeof struct.Struct.fromJavaScript>[0],
  );
}
