import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import { unknownValue } from "@pulumi/pulumi/runtime/rpc.js";
import type aliases from "@pulumi/pulumi/proto/alias_pb.js";
import resources from "@pulumi/pulumi/proto/resource_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { formUrn, parseUrn } from "../../../boot/urn.ts";
import { UNKNOWN } from "../../../policy/resource.ts";

/** One resource as the program registers it, before an engine or cloud sees it. */
export interface PlannedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** The parent's URN; empty for the stack itself. */
  readonly parent: string;
  /** The inputs as the program passes them; values that only the cloud knows are `UNKNOWN`. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** URNs, sorted. */
  readonly dependsOn: readonly string[];
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** Former URNs. */
  readonly aliases: readonly string[];
}

type RegisterRequest = InstanceType<typeof resources.RegisterResourceRequest>;
type Reply<Response> = (error: unknown, response: Response | undefined) => void;

/**
 * A resource monitor that records what the program registers, in place of the engine's. Pulumi's own mocks do not see
 * parents, dependencies or protection, and form wrong URNs below two levels.
 */
export class PlanMonitor extends MockMonitor {
  readonly planned: PlannedResource[] = [];

  constructor() {
    super({ newResource: () => ({ id: undefined, state: {} }), call: ({ inputs }) => inputs as object });
  }

  override registerResource(
    request: RegisterRequest,
    reply: Reply<InstanceType<typeof resources.RegisterResourceResponse>>,
  ): Promise<void> {
    const object = request.getObject();
    const parent = request.getParent();
    const urn = urnOf(parent, request.getType(), request.getName());
    this.planned.push({
      urn,
      type: request.getType(),
      name: request.getName(),
      parent,
      inputs: known(object?.toJavaScript() ?? {}) as Record<string, unknown>,
      dependsOn: request.getDependenciesList().toSorted(),
      protect: request.getProtect() ?? false,
      retainOnDelete: request.getRetainondelete() ?? false,
      aliases: request.getAliasesList().map((alias) => formerUrn(alias, urn, parent)),
    });
    const response = new resources.RegisterResourceResponse();
    response.setUrn(urn);
    response.setObject(object ?? new structs.Struct());
    reply(null, response);
    return Promise.resolve();
  }

  override registerResourceOutputs(_request: unknown, reply: Reply<object>): void {
    reply(null, {});
  }
}

function urnOf(parent: string, type: string, name: string): string {
  return formUrn({ stack: pulumi.getStack(), project: pulumi.getProject(), parent, type, name });
}

/** Resolves an alias to a URN: it is either a whole URN, or the parts that differ. */
function formerUrn(alias: InstanceType<typeof aliases.Alias>, urn: string, parent: string): string {
  const spec = alias.getSpec();
  if (spec === undefined) return alias.getUrn();
  const former = spec.getNoparent() ? "" : spec.getParenturn() || parent;
  const { type, name } = parseUrn(urn);
  return urnOf(former, spec.getType() || type, spec.getName() || name);
}

/** Replaces the SDK's marker for unknown values by `UNKNOWN`. */
function known(value: unknown): unknown {
  if (value === unknownValue) return UNKNOWN;
  if (Array.isArray(value)) return value.map(known);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, known(inner)]));
}
