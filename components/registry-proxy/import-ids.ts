import type { Lookup } from "../described.ts";
import type { RegistryProxyDescription } from "./describe.ts";

/**
 * The import ids of all resources of the proxy, by logical name (see the Import section of each resource's
 * documentation). Derived from the record alone, so that a lost state can be rebuilt.
 *
 * Does not include resources that Google names (see {@link registryProxyLookups}), and the grants of the sinks'
 * writers, whose members only the cloud knows; granting a role again changes nothing.
 */
export function registryProxyImportIds(described: RegistryProxyDescription): Record<string, string> {
  const { apis, account, regions, loadBalancer, logs } = described;
  const { project } = account.args;
  const email = `${account.args.accountId}@${String(project)}.iam.gserviceaccount.com`;
  const { certificate, armor, backend, urlMap, redirect, tls, httpsProxy, httpProxy, addresses } =
    loadBalancer;
  const global = (kind: string, ...resources: Named[]) =>
    idsBelow(`projects/${String(project)}/global/${kind}`, resources);
  const certificates = (kind: string, ...resources: Named[]) =>
    idsBelow(`projects/${String(project)}/locations/global/${kind}`, resources);
  return Object.fromEntries([
    ...apis.map(({ name, args }): Id => [name, `${String(args.project)}/${args.service}`]),
    [account.name, `projects/${String(project)}/serviceAccounts/${email}`],
    ...regions.flatMap(regionIds),
    ...certificates("dnsAuthorizations", certificate.authorization),
    ...certificates("certificates", certificate.certificate),
    ...certificates("certificateMaps", certificate.map),
    ...certificates(`certificateMaps/${certificate.entry.args.map}/certificateMapEntries`, certificate.entry),
    ...global("securityPolicies", armor),
    ...global("backendServices", backend),
    ...global("urlMaps", urlMap, redirect),
    ...global("sslPolicies", tls),
    ...global("targetHttpsProxies", httpsProxy),
    ...global("targetHttpProxies", httpProxy),
    ...global("addresses", ...addresses.map(({ address }) => address)),
    ...global("forwardingRules", ...addresses.flatMap(({ rules }) => rules.map(({ rule }) => rule))),
    [logs.dataset.name, `projects/${String(project)}/datasets/${logs.dataset.args.datasetId}`],
    ...idsBelow(
      `projects/${String(project)}/sinks`,
      logs.sinks.map(({ sink }) => sink),
    ),
  ]);
}

/** Lookups for the uptime check, the alerts and the email channel: by display name, in the project. */
export function registryProxyLookups({
  account,
  monitoring,
}: RegistryProxyDescription): Record<string, Lookup> {
  const { check, alerts, email } = monitoring;
  return Object.fromEntries(
    [check, ...alerts, email].map(({ name, args: { displayName } }) => [
      name,
      { within: String(account.args.project), where: { displayName } },
    ]),
  );
}

type Id = [name: string, id: string];

interface Named {
  readonly name: string;
  readonly args: { readonly name?: string | undefined };
}

function idsBelow(collection: string, resources: readonly Named[]): Id[] {
  return resources.map(({ name, args }) => [name, `${collection}/${String(args.name)}`]);
}

function regionIds({ service, invoker, endpoints }: RegistryProxyDescription["regions"][number]): Id[] {
  const { project, location, name } = service.args;
  const id = `projects/${String(project)}/locations/${location}/services/${String(name)}`;
  const below = `projects/${String(project)}/regions/${location}/networkEndpointGroups`;
  return [[service.name, id], [invoker.name, `${id} ${invoker.args.role}`], ...idsBelow(below, [endpoints])];
}
