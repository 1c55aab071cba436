import type { Proxy, ProxyStack } from "../../inventory/registry/types.ts";
import type { Described } from "../described.ts";
import type { ServiceArgs } from "../staging-project/describe.ts";
import type { AccountArgs } from "../staging-project/iam.ts";
import { describeRegion, imageOf, type DeletionPolicy, type RegionDescription } from "./region.ts";

/** Everything that makes up the proxy of one stack, as plain data in the provider's terms. */
export interface RegistryProxyDescription {
  /** What runs, by digest. */
  readonly image: string;
  /** The enabled services of the project, sorted. */
  readonly apis: readonly Described<ServiceArgs>[];
  /** Holds no role: the proxy only redirects. */
  readonly account: Described<AccountArgs & { readonly deletionPolicy: DeletionPolicy }>;
  /** Sorted by region. */
  readonly regions: readonly RegionDescription[];
}

/** The API that a service account needs before it can be created. */
export const IAM_API = "iam.googleapis.com";
/** The API that a Cloud Run service needs before it can be created. */
export const RUN_API = "run.googleapis.com";

/**
 * What the resources here need. Upstream enables five more that nothing of it uses: containerregistry, oslogin, pubsub
 * and two of storage (facts/upstream.md §4.1). They stay enabled where they are.
 */
const APIS = [IAM_API, RUN_API];

/** Says what the proxy of one stack is made of. Pure; the component only wires what this returns. */
export function describeRegistryProxy(proxy: Proxy, stack: ProxyStack): RegistryProxyDescription {
  const { project, serviceAccount } = stack;
  return {
    image: imageOf(proxy, stack),
    apis: APIS.map((service) => ({
      name: `${project}/${service}`,
      args: { project, service, disableOnDestroy: false },
    })),
    account: {
      name: `${project}/${serviceAccount}`,
      args: {
        project,
        accountId: serviceAccount,
        displayName: "Minimal Service Account for OCI Proxy",
        deletionPolicy: "PREVENT",
      },
    },
    regions: proxy.regions.map((region) => describeRegion(region, proxy, stack)),
  };
}
