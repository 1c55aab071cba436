import { difference, type Difference } from "./diff.ts";
import { checkFields, withDefaults } from "./fields.ts";
import type { Parameterization } from "./parameterization.ts";
import type { CheckFailure, Fields, Resource, ResourceType, Values } from "./resourceType.ts";
import { unknownValue } from "./unknown.ts";

/** The result of a read. `inputs` are what a program would declare to get this resource. */
export interface ReadResource extends Resource {
  readonly inputs: Values;
}

/**
 * Check, diff, create, read, update and delete for every type of one package, based on the types' own implementations.
 * It is independent of gRPC; `serve` exposes it on a port.
 */
export class Provider<Cloud> {
  /** The package, such as `gcp`. */
  readonly name: string;
  /** The semantic version that the engine is told. */
  readonly version: string;
  private readonly types: ReadonlyMap<string, ResourceType<Cloud>>;
  private readonly open: (configuration: Values) => Cloud;
  private readonly parameterization: Parameterization | undefined;
  private parameterized = false;
  private cloud: Cloud | undefined;

  /**
   * @param open Opens the cloud that the operations work on; called by `configure`.
   * @param parameterization The only package that this plugin can become; absent when the plugin is a package itself.
   */
  constructor(
    name: string,
    version: string,
    types: readonly ResourceType<Cloud>[],
    open: (configuration: Values) => Cloud,
    parameterization?: Parameterization,
  ) {
    this.name = name;
    this.version = version;
    this.types = new Map(types.map((type) => [type.token, type]));
    this.open = open;
    this.parameterization = parameterization;
  }

  /**
   * Becomes the package that the engine asks for. Must come once, before every other call.
   *
   * @param wanted The name, version and parameter in the program's SDK.
   * @throws Error when the plugin takes no parameter, is already parameterized or is asked for another package.
   */
  parameterize(wanted: Parameterization): Parameterization {
    const own = this.parameterization;
    if (own === undefined) throw new Error(`the plugin ${this.name} takes no parameter`);
    // The wording of pulumi-terraform-bridge, dynamic/main.go.
    if (this.parameterized) {
      throw new Error(`provider is already parameterized to (${own.name}, ${own.version})`);
    }
    // The version is not compared, because the value contains it, and the engine sends the plugin's own version when an
    // explicit provider is in the state already (3.256.0, resource/deploy/source_eval.go, "gets the same plugin as the
    // default provider").
    if (wanted.name !== own.name || wanted.value !== own.value) {
      const asked = `${wanted.name} (${wanted.value})`;
      throw new Error(`localcloud stands in for ${own.name} (${own.value}), not for ${asked}`);
    }
    this.parameterized = true;
    return own;
  }

  /** Prepares the provider for use without an engine. */
  openDirectly(configuration: Values = {}): this {
    if (this.parameterization !== undefined) this.parameterize(this.parameterization);
    this.configure(configuration);
    return this;
  }

  /** Takes the provider resource's inputs. Must precede every operation except `check`. */
  configure(configuration: Values): void {
    this.cloud = this.open(configuration);
  }

  check(token: string, news: Values): { inputs: Values; failures: CheckFailure[] } {
    const type = this.type(token);
    const inputs = withDefaults(type.fields, news);
    const failures = checkFields(type.fields, inputs, token);
    // A type's own rules may assume well-formed values.
    if (failures.length === 0) failures.push(...(type.check?.(inputs) ?? []));
    return { inputs, failures };
  }

  diff(
    token: string,
    outputs: Values,
    inputs: Values,
    ignored: readonly string[] = [],
  ): Difference & { readonly deleteBeforeReplace: boolean } {
    const type = this.type(token);
    const wanted = withIgnored(inputs, outputs, ignored);
    const result = difference(type.fields, outputs, wanted, type.planned?.(wanted, this.configured()) ?? {});
    return { ...result, deleteBeforeReplace: type.autonamed === true && result.replaced.length > 0 };
  }

  create(token: string, inputs: Values, preview = false): Resource {
    const type = this.type(token);
    if (preview) return { id: "", outputs: this.preview(type, inputs) };
    const created = type.create(inputs, this.configured());
    return { id: created.id, outputs: { ...stateOnly(type.fields, inputs), ...created.outputs } };
  }

  /** @returns undefined when the resource no longer exists. */
  read(token: string, id: string, outputs: Values, inputs: Values): ReadResource | undefined {
    const type = this.type(token);
    const found = type.read(id, outputs, this.configured());
    if (found === undefined) return undefined;
    const importing = Object.keys(outputs).length === 0;
    const local = importing ? withDefaults(onlyStateOnly(type.fields), {}) : stateOnly(type.fields, outputs);
    const all = { ...local, ...found.outputs };
    if (importing)
      return { id: found.id, outputs: all, inputs: present(pick(all, Object.keys(type.fields))) };
    // Where the state is equivalent, the program's spelling is kept.
    const { changed } = difference(type.fields, all, inputs, {});
    return { id: found.id, outputs: all, inputs: present({ ...inputs, ...pick(all, changed) }) };
  }

  /** The import ids of the resources within `within` that have these properties. */
  find(token: string, within: string, where: Values): string[] {
    return this.type(token).find?.(within, where, this.configured()) ?? [];
  }

  update(
    token: string,
    id: string,
    outputs: Values,
    given: Values,
    preview = false,
    ignored: readonly string[] = [],
  ): Values {
    const type = this.type(token);
    const inputs = withIgnored(given, outputs, ignored);
    if (preview) return { ...outputs, ...inputs };
    const local = stateOnly(type.fields, inputs);
    if (type.update === undefined) return { ...outputs, ...local };
    return { ...local, ...type.update(id, outputs, inputs, this.configured()) };
  }

  delete(token: string, id: string, outputs: Values): void {
    const type = this.type(token);
    // Source: the description of deletionPolicy in the SDK's .d.ts files.
    if (outputs.deletionPolicy === "ABANDON") return;
    if (outputs.deletionPolicy === "PREVENT") {
      const action = `Cannot destroy ${id} as deletion_policy is set to PREVENT.`;
      throw new Error(`${action} Set deletionPolicy to DELETE or ABANDON and apply that first.`);
    }
    type.delete(id, outputs, this.configured());
  }

  private preview(type: ResourceType<Cloud>, inputs: Values): Values {
    const cloudChooses = Object.entries(type.fields)
      .filter(([, field]) => field.computed === true)
      .map(([name]) => name);
    const unknown = [...cloudChooses, ...type.computed].map((name): [string, unknown] => [
      name,
      unknownValue,
    ]);
    return { ...Object.fromEntries(unknown), ...inputs, ...type.planned?.(inputs, this.configured()) };
  }

  private type(token: string): ResourceType<Cloud> {
    if (this.parameterization !== undefined && !this.parameterized) {
      throw new Error(`the plugin ${this.name} was not told which package to be`);
    }
    const type = this.types.get(token);
    if (type === undefined) throw new Error(`localcloud does not model the resource type ${token}`);
    return type;
  }

  private configured(): Cloud {
    if (this.cloud === undefined) throw new Error(`the ${this.name} provider is not configured`);
    return this.cloud;
  }
}

/** Keeps the state's values of properties under `ignoreChanges`. Only whole properties are modeled. */
function withIgnored(inputs: Values, outputs: Values, ignored: readonly string[]): Values {
  return ignored.length === 0 ? inputs : present({ ...inputs, ...pick(outputs, ignored) });
}

function onlyStateOnly(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field.stateOnly === true));
}

function stateOnly(fields: Fields, values: Values): Values {
  return present(pick(values, Object.keys(onlyStateOnly(fields))));
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

function present(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
  );
}
