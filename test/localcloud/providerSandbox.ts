import type { Provider } from "../../localcloud/provider/provider.ts";
import type { Resource, Values } from "../../localcloud/provider/resourceType.ts";

/** A provider and its types by short name, with shortcuts that call Check first, as the engine does. */
export abstract class ProviderSandbox<Cloud, Kind extends string> {
  abstract readonly provider: Provider<Cloud>;
  private readonly tokens: Readonly<Record<Kind, string>>;

  constructor(tokens: Readonly<Record<Kind, string>>) {
    this.tokens = tokens;
  }

  failures(kind: Kind, inputs: Values): string[] {
    return this.provider
      .check(this.tokens[kind], inputs)
      .failures.map(({ property, reason }) => `${property}: ${reason}`);
  }

  checked(kind: Kind, inputs: Values): Values {
    const result = this.provider.check(this.tokens[kind], inputs);
    if (result.failures.length > 0) throw new Error(JSON.stringify(result.failures));
    return result.inputs;
  }

  create(kind: Kind, inputs: Values): Resource {
    return this.provider.create(this.tokens[kind], this.checked(kind, inputs));
  }
}
