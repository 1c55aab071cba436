import type { RegistryProxyDescription } from "./describe.ts";

/**
 * The id by which the cloud knows each resource of the proxy, by logical name: what `pulumi import` wants (the Import
 * section of each resource's documentation). From the record alone, so that a lost state can be rebuilt.
 */
export function registryProxyImportIds(described: RegistryProxyDescription): Record<string, string> {
  const { apis, account, regions } = described;
  const email = `${account.args.accountId}@${account.args.project}.iam.gserviceaccount.com`;
  return Object.fromEntries([
    ...apis.map(({ name, args }): [string, string] => [name, `${args.project}/${args.service}`]),
    [account.name, `projects/${account.args.project}/serviceAccounts/${email}`],
    ...regions.flatMap(({ service, invoker }): [string, string][] => {
      const { project, location, name } = service.args;
      const id = `projects/${project}/locations/${location}/services/${name}`;
      return [
        [service.name, id],
        [invoker.name, `${id} ${invoker.args.role}`],
      ];
    }),
  ]);
}
