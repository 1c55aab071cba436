import type { StagingRepositoryDescription } from "./describe.ts";

/**
 * The import ids of all repositories and bindings, by logical name. The id of a binding is its repository's id and the
 * role, separated by a space
 * (https://www.pulumi.com/registry/packages/gcp/api-docs/artifactregistry/repositoryiambinding/#import).
 */
export function stagingRepositoryImportIds({
  repositories,
}: StagingRepositoryDescription): Record<string, string> {
  const ids = repositories.flatMap(({ name, args, bindings }): [name: string, id: string][] => {
    const id = `projects/${args.project}/locations/${args.location}/repositories/${args.repositoryId}`;
    return [
      [name, id],
      ...bindings.map((binding): [string, string] => [binding.name, `${id} ${binding.args.role}`]),
    ];
  });
  return Object.fromEntries(ids);
}
