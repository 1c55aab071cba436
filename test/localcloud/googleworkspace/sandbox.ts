import type { Workspace } from "../../../localcloud/googleworkspace/workspace.ts";
import { googleworkspaceProvider } from "../../../localcloud/googleworkspace/provider.ts";
import type { Provider, ReadResource } from "../../../localcloud/provider/provider.ts";
import type { Resource, Values } from "../../../localcloud/provider/resourceType.ts";
import { Store } from "../../../localcloud/store/store.ts";
import { loadWorld } from "../../../localcloud/world.ts";
import { temporaryDirectory } from "../sandbox.ts";
import { ProviderSandbox } from "../providerSandbox.ts";

/** Type tokens by short name. */
export const tokens = {
  group: "googleworkspace:index/group:Group",
  settings: "googleworkspace:index/groupSettings:GroupSettings",
  member: "googleworkspace:index/groupMember:GroupMember",
  members: "googleworkspace:index/groupMembers:GroupMembers",
} as const;

export type Kind = keyof typeof tokens;

/** The parameterization that the generated SDK contains for `hashicorp/googleworkspace` 0.7.0. */
export const parameterization = {
  name: "googleworkspace",
  version: "0.7.0",
  value: '{"remote":{"url":"registry.opentofu.org/hashicorp/googleworkspace","version":"0.7.0"}}',
};

/** A provider with an empty store, and shortcuts that call Check first, as the engine does. */
export class Sandbox extends ProviderSandbox<Workspace, Kind> {
  readonly store = new Store(temporaryDirectory());
  readonly provider: Provider<Workspace> = googleworkspaceProvider(this.store, {
    ...loadWorld(),
    groups: ["k8s-infra-release-editors@kubernetes.io"],
  });

  constructor() {
    super(tokens);
    this.provider.parameterize(parameterization);
    this.provider.configure({});
  }

  /** The names of the properties that would change. */
  changed(kind: Kind, outputs: Values, inputs: Values, ignored: readonly string[] = []): readonly string[] {
    return this.provider.diff(tokens[kind], outputs, this.checked(kind, inputs), ignored).changed;
  }

  replaced(kind: Kind, outputs: Values, inputs: Values): readonly string[] {
    return this.provider.diff(tokens[kind], outputs, this.checked(kind, inputs)).replaced;
  }

  read(kind: Kind, id: string, outputs: Values = {}, inputs: Values = {}): ReadResource | undefined {
    return this.provider.read(tokens[kind], id, outputs, inputs);
  }

  /** The result of `pulumi import`; throws when there is none. */
  import(kind: Kind, id: string): ReadResource {
    const found = this.read(kind, id);
    if (found === undefined) throw new Error(`${id} was not found`);
    return found;
  }

  update(kind: Kind, resource: Resource, inputs: Values, ignored: readonly string[] = []): Resource {
    const checked = this.checked(kind, inputs);
    const { id, outputs } = resource;
    return { id, outputs: this.provider.update(tokens[kind], id, outputs, checked, false, ignored) };
  }

  delete(kind: Kind, resource: Resource): void {
    this.provider.delete(tokens[kind], resource.id, resource.outputs);
  }

  /** Creates a group of kubernetes.io, given the part before the @. */
  group(name: string): Resource {
    return this.create("group", { email: `${name}@kubernetes.io` });
  }

  /** The addresses in the group, as Google lists them. */
  addresses(group: string): unknown {
    const found = this.import("members", `groups/${group}`).outputs.members as readonly Values[];
    return found.map(({ email }) => email);
  }
}
