import type { BuildsDescription } from "./describe.ts";

/**
 * The id by which the cloud knows each resource of a project's builds, by logical name: what `pulumi import` wants.
 * From the record alone, so that a lost state can be rebuilt.
 *
 * Two kinds are missing, and are made again without harm: the service identity, which cannot be imported and of which
 * there is one in any case, and its access to the secrets, which names it by the project's number.
 */
export function buildsImportIds({
  connections,
  triggers,
  schedule,
}: BuildsDescription): Record<string, string> {
  const ids: [name: string, id: string][] = [
    ...(connections?.connections ?? []).map(({ name, args }): [string, string] => [
      name,
      `projects/${args.project}/locations/${args.location}/connections/${args.name}`,
    ]),
    ...(connections?.repositories ?? []).map(({ name, args }): [string, string] => [
      name,
      `projects/${args.project}/locations/${args.location}/connections/${args.parentConnection}/repositories/${args.name}`,
    ]),
    // The API takes the name in place of the id: https://cloud.google.com/build/docs/api/reference/rest/v1/projects.locations.triggers/get
    ...triggers.map(({ name, args }): [string, string] => [
      name,
      `projects/${args.project}/locations/${args.location}/triggers/${args.name}`,
    ]),
  ];
  if (schedule !== undefined) {
    const { account, role, binding, actAs, jobs } = schedule;
    const { project, accountId } = account.args;
    ids.push(
      [account.name, `projects/${project}/serviceAccounts/${accountId}@${project}.iam.gserviceaccount.com`],
      [role.name, binding.args.role],
      [binding.name, `${project} ${binding.args.role}`],
      [actAs.role.name, actAs.binding.args.role],
      [actAs.binding.name, `${actAs.binding.args.serviceAccountId} ${actAs.binding.args.role}`],
      ...jobs.map(({ name, args }): [string, string] => [
        name,
        `projects/${args.project}/locations/${args.region}/jobs/${args.name}`,
      ]),
    );
  }
  return Object.fromEntries(ids);
}
