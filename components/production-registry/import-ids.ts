import type { Lookup } from "../described.ts";
import type { ProductionRegistryDescription } from "./describe.ts";

/**
 * The import ids of all resources of a production registry, by logical name (see the Import section of each resource's
 * documentation). Derived from the record alone, so that a lost state can be rebuilt.
 *
 * Does not include the lien, whose name Google generates; see {@link productionRegistryLookups}.
 */
export function productionRegistryImportIds({
  project,
  services,
  locations,
  buckets,
  iam,
}: ProductionRegistryDescription): Record<string, string> {
  const { accounts, projectBindings, auditConfig, bucketBindings, bucketMembers } = iam;
  return Object.fromEntries<string>([
    [project.name, project.args.projectId],
    ...services.map(({ name, args }): [string, string] => [name, `${args.project}/${args.service}`]),
    ...locations.flatMap(({ name, args, readers }): [string, string][] => {
      const id = `projects/${args.project}/locations/${args.location}/repositories/${args.repositoryId}`;
      return [
        [name, id],
        [readers.name, `${id} ${readers.args.role}`],
      ];
    }),
    // With its project, which the provider does not find out by itself and would replace the bucket for.
    ...buckets.map(({ name, args }): [string, string] => [name, `${args.project}/${args.name}`]),
    ...accounts.flatMap(({ name, users }): [string, string][] => [
      [name, users.args.serviceAccountId],
      [users.name, `${users.args.serviceAccountId} ${users.args.role}`],
    ]),
    ...projectBindings.map(({ name, args }): [string, string] => [name, `${args.project} ${args.role}`]),
    [auditConfig.name, `${auditConfig.args.project} ${auditConfig.args.service}`],
    ...bucketBindings.map(({ name, args }): [string, string] => [name, `b/${args.bucket} ${args.role}`]),
    ...bucketMembers.map(({ name, args }): [string, string] => [
      name,
      `b/${args.bucket} ${args.role} ${args.member}`,
    ]),
  ]);
}

/** Lookup for the lien: by its origin, among the liens of its project. */
export function productionRegistryLookups({
  project,
  lien,
}: ProductionRegistryDescription): Record<string, Lookup> {
  return { [lien.name]: { within: project.args.projectId, where: { origin: lien.args.origin } } };
}
