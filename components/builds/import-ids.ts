import type { BuildsDescription } from "./describe.ts";

/**
 * The import ids of all resources of a project's builds, by logical name. Derived from the record alone, so that a lost
 * state can be rebuilt.
 *
 * Does not include two kinds, which are safe to create again: the service identity, which cannot be imported and exists
 * only once anyway; and its access to the secrets, which names it by project number.
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
    // The API accepts the name instead of the id:
    // https://cloud.google.com/build/docs/api/reference/rest/v1/projects.locations.triggers/get
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
