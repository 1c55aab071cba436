import {
  describeProductionRegistry,
  type ProductionRegistrySettings,
} from "../../../components/production-registry/describe.ts";
import type { ProductionIam } from "../../../components/production-registry/iam.ts";
import { describeRegistryProxy } from "../../../components/registry-proxy/describe.ts";
import type { Registry } from "../../../inventory/registry/types.ts";
import type { StackName } from "../../../inventory/stacks.ts";
import { onBucket, onProject, onRepository, onServiceAccount, type Bound } from "./binding.ts";
import type { Grant } from "./grant.ts";

/** What determines the roles on the registry, besides its files. */
export type RegistrySettings = Omit<ProductionRegistrySettings, "workloadPool">;

/**
 * Lists every role that a stack binds outside the staging projects, from the descriptions that the resources are made
 * from: on the registries that images are promoted to, on the services of the proxy, and the role of the job that
 * uploads layers to AWS. Omits the writers of log sinks, whose names only the cloud knows.
 */
export function registryGrants(stack: StackName, registry: Registry, settings: RegistrySettings): Grant[] {
  return [
    ...(stack === "prod" ? onRegistries(registry, settings) : []),
    ...onProxy(stack, registry),
    ...onMirrors(stack, registry),
  ];
}

function onRegistries({ production }: Registry, settings: RegistrySettings): Grant[] {
  const { workloadPool, registries } = production;
  return registries.flatMap((registry) => {
    const { iam, locations } = describeProductionRegistry(registry, { ...settings, workloadPool });
    const readers = locations.map(({ address, readers: { args } }) => onRepository(address, args));
    return granted(registry.project, [...Object.values(KINDS).flatMap((read) => read(iam)), ...readers]);
  });
}

/** Has an entry for every part, so that no new kind of binding is overlooked here. */
const KINDS: Readonly<Record<keyof ProductionIam, (iam: ProductionIam) => Bound[]>> = {
  accounts: ({ accounts }) => accounts.map(({ users: { args } }) => onServiceAccount(args)),
  projectBindings: ({ projectBindings }) => projectBindings.map(({ args }) => onProject(args)),
  // Grants nothing.
  auditConfig: () => [],
  bucketBindings: ({ bucketBindings }) => bucketBindings.map(({ args }) => onBucket(args)),
  bucketMembers: ({ bucketMembers }) => bucketMembers.map(({ args }) => onBucket(args)),
};

function onProxy(stack: StackName, { proxy }: Registry): Grant[] {
  const differing = proxy.stacks[stack];
  if (differing === undefined) return [];
  const { regions } = describeRegistryProxy(proxy, differing);
  return granted(
    differing.project,
    regions.map(({ invoker: { args } }) => ({
      kind: "service",
      resource: `${args.name} in ${args.location}`,
      role: args.role,
      members: args.members,
    })),
  );
}

/** The job authenticates with its cluster's token; AWS's name for it takes the place of an address. */
function onMirrors(stack: StackName, { mirrors: byStack }: Registry): Grant[] {
  const mirrors = byStack[stack];
  if (mirrors?.sync === undefined) return [];
  return granted(`AWS account ${mirrors.account}`, [
    {
      kind: "role",
      resource: mirrors.sync.role,
      role: "sts:AssumeRoleWithWebIdentity",
      members: mirrors.sync.serviceAccounts.map(
        (account) => `serviceAccount:system:serviceaccount:${account.replace("/", ":")}`,
      ),
    },
  ]);
}

function granted(project: string, bounds: readonly Bound[]): Grant[] {
  return bounds.flatMap(({ members, ...bound }) => members.map((member) => ({ project, ...bound, member })));
}
