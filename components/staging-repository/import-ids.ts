import type { StagingRepositoryDescription } from "./describe.ts";

/**
 * The id by which the cloud knows each repository and each binding, by logical name: what `pulumi import` wants. A
 * binding's id is its repository's and the role, a space between them
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
