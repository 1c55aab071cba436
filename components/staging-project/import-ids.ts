import type { StagingProjectDescription } from "./describe.ts";
import type { StagingProjectIam } from "./iam.ts";

/**
 * The id by which the cloud knows each resource of a staging project, by logical name: what `pulumi import` wants
 * (the Import section of each resource's documentation). From the record alone, so that a lost state can be rebuilt.
 *
 * The lien is missing: Google generates its name, so it has to be looked up by its project and its origin.
 */
export function stagingProjectImportIds({
  project,
  services,
  buckets,
  iam,
}: StagingProjectDescription): Record<string, string> {
  const ids: [name: string, id: string][] = [
    [project.name, project.args.projectId],
    ...services.map(({ name, args }): [string, string] => [name, `${args.project}/${args.service}`]),
    ...buckets.map(({ name, args }): [string, string] => [name, args.name]),
  ];
  return Object.fromEntries([...ids, ...(iam ? iamImportIds(iam) : [])]);
}

/** A binding's id is its target's and the role, a member's also the member, spaces between them. */
function iamImportIds(iam: StagingProjectIam): [name: string, id: string][] {
  const { buildAccount, accountBinding, projectBindings, bucketBindings, bucketMembers } = iam;
  const account = accountBinding.args;
  return [
    [buildAccount.name, account.serviceAccountId],
    [accountBinding.name, `${account.serviceAccountId} ${account.role}`],
    ...projectBindings.map(({ name, args }): [string, string] => [name, `${args.project} ${args.role}`]),
    ...bucketBindings.map(({ name, args }): [string, string] => [name, `b/${args.bucket} ${args.role}`]),
    ...bucketMembers.map(({ name, args }): [string, string] => [
      name,
      `b/${args.bucket} ${args.role} ${args.member}`,
    ]),
  ];
}
