import type { Lookup } from "../described.ts";
import type { StagingProjectDescription } from "./describe.ts";
import type { StagingProjectIam } from "./iam.ts";

/**
 * The id by which the cloud knows each resource of a staging project, by logical name: what `pulumi import` wants
 * (the Import section of each resource's documentation). From the record alone, so that a lost state can be rebuilt.
 *
 * The lien is missing: Google generates its name; see `stagingProjectLookups`.
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
    // With its project, which the provider does not find out by itself and would replace the bucket for.
    ...buckets.map(({ name, args }): [string, string] => [name, `${args.project}/${args.name}`]),
  ];
  return Object.fromEntries([...ids, ...iamImportIds(iam)]);
}

/** How to find the lien: among its project's, by its origin. */
export function stagingProjectLookups({ project, lien }: StagingProjectDescription): Record<string, Lookup> {
  return { [lien.name]: { within: project.args.projectId, where: { origin: lien.args.origin } } };
}

/** A binding's id is its target's and the role, a member's also the member, spaces between them. */
function iamImportIds(iam: StagingProjectIam): [name: string, id: string][] {
  return [
    ...iam.accounts.map(({ name, serviceAccountId }) => [name, serviceAccountId]),
    ...iam.accountBindings.map(({ name, args }) => [name, `${args.serviceAccountId} ${args.role}`]),
    ...iam.projectBindings.map(({ name, args }) => [name, `${args.project} ${args.role}`]),
    ...iam.projectMembers.map(({ name, args }) => [name, `${args.project} ${args.role} ${args.member}`]),
    ...iam.bucketBindings.map(({ name, args }) => [name, `b/${args.bucket} ${args.role}`]),
    ...iam.bucketMembers.map(({ name, args }) => [name, `b/${args.bucket} ${args.role} ${args.member}`]),
  ] as [name: string, id: string][];
}
