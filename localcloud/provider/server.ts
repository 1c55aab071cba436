// These modules are CommonJS: their names are accessible only through the default import.
import grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { typeOf } from "../../boot/urn.ts";
import type { Change } from "./change.ts";
import type { FaultKinds } from "./faultKinds.ts";
import { faultsFromEnvironment } from "./faults.ts";
import { engineKiller } from "./killEngine.ts";
import type { Provider } from "./provider.ts";
import { quotaFromEnvironment } from "./quota.ts";
import { requestLog, requestOf, type LoggedRequest } from "./requestLog.ts";
import type { Values } from "./resourceType.ts";

/** The engine's own limit for a message (pulumi/pulumi sdk/go/common/util/rpcutil, 400 MiB). */
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
 * It replaces `@pulumi/pulumi/provider`, whose server loads the whole SDK, hides the provider's configuration and
 * cannot announce support for previews. Secrets arrive as plain values (`acceptSecrets` is off): nothing here is
 * secret.
 *
 * @returns The port, which the caller prints as the first line of stdout.
 */
export async function serve<Cloud>(provider: Provider<Cloud>, faults: FaultKinds): Promise<number> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": longestMessage,
    "grpc.max_send_message_length": longestMessage,
  });
  server.addService(services.ResourceProviderService, handlers(provider, faults));
  return await new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
}

/** Methods that are missing here answer UNIMPLEMENTED, for which the engine falls back to its default. */
function handlers<Cloud>(provider: Provider<Cloud>, faults: FaultKinds): grpc.UntypedServiceImplementation {
  const done = () => new empty.Empty();
  const withFaults = faultsFromEnvironment(provider.name, faults);
  const withinQuota = quotaFromEnvironment(faults);
  const change = <T>({ method, urn, make }: Change<T>, logged: LoggedRequest): T =>
    withFaults({
      method,
      urn,
      make: () => {
        const made = withinQuota({ method, urn, make });
        logged.changed = true;
        return made;
      },
    });
  const methods = {
    getPluginInfo: () => new plugin.PluginInfo().setVersion(provider.version),
    getSchema: () => new messages.GetSchemaResponse().setSchema("{}"),
    parameterize: (request: Request["parameterize"]) => {
      const wanted = request.getValue();
      // `pulumi package add` would send arguments, but localcloud has no schema to offer it.
      if (wanted === undefined) throw new Error("localcloud takes a parameter by value only");
      const { name, version } = provider.parameterize({
        name: wanted.getName(),
        version: wanted.getVersion(),
        value: Buffer.from(wanted.getValue_asU8()).toString("utf8"),
      });
      return new messages.ParameterizeResponse().setName(name).setVersion(version);
    },
    attach: done,
    cancel: done,
    checkConfig: (request: Request["check"]) => new messages.CheckResponse().setInputs(request.getNews()),
    diffConfig: () => new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_UNKNOWN),
    configure: (request: Request["configure"]) => {
      provider.configure(values(request.getArgs()));
      return new messages.ConfigureResponse().setSupportspreview(true);
    },
    invoke: (request: Request["invoke"]) => {
      throw new Error(`localcloud does not model the function ${request.getTok()}`);
    },
    check: (request: Request["check"]) => {
      const { inputs, failures } = provider.check(typeOf(request.getUrn()), values(request.getNews()));
      const list = failures.map((failure) =>
        new messages.CheckFailure().setProperty(failure.property).setReason(failure.reason),
      );
      return new messages.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(list);
    },
    diff: (request: Request["diff"]) => {
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
    },
    create: (request: Request["create"], logged: LoggedRequest) => {
      const properties = values(request.getProperties());
      const [urn, preview] = [request.getUrn(), request.getPreview()];
      const make = () => provider.create(typeOf(urn), properties, preview);
      const created = preview ? make() : change({ method: "create", urn, make }, logged);
      return new messages.CreateResponse().setId(created.id).setProperties(toStruct(created.outputs));
    },
    read: (request: Request["read"]) => {
      const [outputs, inputs] = [values(request.getProperties()), values(request.getInputs())];
      const found = provider.read(typeOf(request.getUrn()), request.getId(), outputs, inputs);
      if (found === undefined) return new messages.ReadResponse();
      return new messages.ReadResponse()
        .setId(found.id)
        .setProperties(toStruct(found.outputs))
        .setInputs(toStruct(found.inputs));
    },
    update: (request: Request["update"], logged: LoggedRequest) => {
      const [outputs, inputs] = [values(request.getOlds()), values(request.getNews())];
      const [urn, preview, ignored] = [
        request.getUrn(),
        request.getPreview(),
        request.getIgnorechangesList(),
      ];
      const make = () => provider.update(typeOf(urn), request.getId(), outputs, inputs, preview, ignored);
      const updated = preview ? make() : change({ method: "update", urn, make }, logged);
      return new messages.UpdateResponse().setProperties(toStruct(updated));
    },
    delete: (request: Request["delete"], logged: LoggedRequest) => {
      const urn = request.getUrn();
      const make = () => provider.delete(typeOf(urn), request.getId(), values(request.getProperties()));
      change({ method: "delete", urn, make }, logged);
      return done();
    },
  };
  const log = requestLog();
  const killEngine = engineKiller();
  const answered = (request: LoggedRequest) => {
    log(request);
    if (request.changed && request.error === undefined) killEngine(request.type ?? "");
  };
  return Object.fromEntries(
    Object.entries<Method>(methods).map((method) => [method[0], unary(provider.name, method, answered)]),
  );
}

/** Answers a request, and adds to `logged` what the request itself does not show. */
type Method = (request: never, logged: LoggedRequest) => unknown;

/** Turns a method into a gRPC handler. Its errors become the response; `done` runs before each response is sent. */
function unary(
  packageName: string,
  [name, method]: [string, Method],
  done: (request: LoggedRequest) => void,
): grpc.handleUnaryCall<unknown, unknown> {
  return ({ request }, callback) => {
    const logged = requestOf(packageName, name, request as object);
    let response: unknown;
    try {
      response = method(request as never, logged);
    } catch (error) {
      const details = error instanceof Error ? error.message : String(error);
      done({ ...logged, error: details });
      callback({ code: grpc.status.UNKNOWN, details });
      return;
    }
    done(logged);
    callback(null, response);
  };
}

function values(message: struct.Struct | undefined): Values {
  return message?.toJavaScript() ?? {};
}

function toStruct(properties: Values): struct.Struct {
  return struct.Struct.fromJavaScript(
    JSON.parse(JSON.stringify(properties)) as Parameters<typeof struct.Struct.fromJavaScript>[0],
  );
}
