import type { Change } from "../../../inventory/changes/change.ts";
import type { Data } from "../../../inventory/data.ts";
import type { StackName } from "../../../inventory/stacks.ts";
import type { Settings } from "../../../stacks/settings.ts";
import type { Grant, ResourceKind } from "./grant.ts";
import { grantsOf } from "./grants.ts";
import { registryGrants, type RegistrySettings } from "./registryGrants.ts";
import { accessChanges } from "./access.ts";
import type { AccessChange } from "./schema.ts";

/** The inputs of each stack's roles besides the data. */
export type AccessSettings = { readonly [Stack in StackName]: Settings<Stack> };

/**
 * Determines whose access a change to the staging stack changes: through its own roles, and through the groups, which
 * it creates, even where prod binds them.
 *
 * @param projects the ids of the staging projects that differ; the roles of the others are determined once
 */
export function stagingAccess(
  { base, head }: Change,
  projects: ReadonlySet<string>,
  former: AccessSettings,
  present: AccessSettings,
): AccessChange[] {
  const sameSettings = JSON.stringify(former.staging) === JSON.stringify(present.staging);
  const differs = (id: string) => !sameSettings || projects.has(id);
  const grants = ({ inventory }: Data, { staging }: AccessSettings) =>
    grantsOf(
      inventory.stagingProjects.filter(({ id }) => differs(id)),
      staging,
    );
  const registries = ofRegistry("staging", { base, head }, former.staging, present.staging);
  const same = head.inventory.stagingProjects.filter(({ id }) => !differs(id));
  const declared = new Set(head.inventory.stagingProjects.map(({ id }) => id));
  // Projects that leave the data are forgotten but stay in the cloud, with the roles on them.
  const left = base.inventory.stagingProjects.filter(({ id }) => !declared.has(id));
  const common = [
    ...grantsOf(same, present.staging),
    ...grantsOf(left, former.staging),
    ...registryGrants("prod", base.registry, former.prod),
  ];
  return accessChanges(
    { groups: base.groups, grants: [...grants(base, former), ...registries.before] },
    { groups: head.groups, grants: [...grants(head, present), ...registries.after] },
    common,
  );
}

/** Determines whose access a change to the prod stack changes, with the groups as staging will have created them. */
export function prodAccess(
  { base, head }: Change,
  former: AccessSettings,
  present: AccessSettings,
): AccessChange[] {
  const { groups } = head;
  const { before, after } = ofRegistry("prod", { base, head }, former.prod, present.prod);
  return accessChanges({ groups, grants: before }, { groups, grants: after }, []);
}

/** The kinds of resources on which the program always binds a role while it declares them. */
const ALWAYS_BOUND: ReadonlySet<ResourceKind> = new Set(["repository", "bucket", "service"]);

/** Returns the roles outside staging projects, on both sides. Those on resources that leave the data stay, too. */
function ofRegistry(
  stack: StackName,
  { base, head }: Change,
  former: RegistrySettings,
  present: RegistrySettings,
): { readonly before: readonly Grant[]; readonly after: readonly Grant[] } {
  const before = registryGrants(stack, base.registry, former);
  const made = registryGrants(stack, head.registry, present);
  const resources = new Set(made.map(({ kind, resource }) => `${kind} ${resource}`));
  const projects = new Set(made.map(({ project }) => project));
  const left = before.filter(
    ({ project, kind, resource }) =>
      !projects.has(project) || (ALWAYS_BOUND.has(kind) && !resources.has(`${kind} ${resource}`)),
  );
  return { before, after: [...made, ...left] };
}
