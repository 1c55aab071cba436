import type { Lookup } from "../described.ts";
import type { StagingProjectDescription } from "./describe.ts";
import type { StagingProjectIam } from "./iam.ts";

/**
 * The import ids of all resources of a staging project, by logical name (see the Import section of each resource's
 * documentation). Derived from the record alone, so that a lost state can be rebuilt.
 *
 * Does not include the lien, whose name Google generates; see {@link stagingProjectLookups}.
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

/** Lookup for the lien: by its origin, among the liens of its project. */
export function stagingProjectLookups({ project, lien }: StagingProjectDescription): Record<string, Lookup> {
  return { [lien.name]: { within: project.args.projectId, where: { origin: lien.args.origin } } };
}

/** The id of a binding is the target's id and the role, separated by a space; that of a member also has the member. */
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
