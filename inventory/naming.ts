/** What the id of every staging project starts with (facts/upstream.md §1.1). */
export const stagingPrefix = "k8s-staging-";

/** What the address of a staging project's group of writers starts with, before the project's name (facts §1.1). */
export const stagingGroupPrefix = "k8s-infra-staging-";

/** The domain of every group of the project (facts/upstream.md §1.1). */
export const groupDomain = "@kubernetes.io";

/** Lengths of a project id: https://cloud.google.com/resource-manager/docs/creating-managing-projects */
export const projectIdLength = { min: 6, max: 30 } as const;

/** Room for the name after the prefix: 18 characters. Upstream holds group names to the same length (facts §3). */
export const stagingNameLength = projectIdLength.max - stagingPrefix.length;

/** Characters of a project id: the same page, "lowercase letters, digits and hyphens, starts with a letter". */
export const projectIdPattern = /^[a-z][a-z0-9-]*[a-z0-9]$/;

/** A group of the project: lower case, since mixed case made upstream's sync fail each run (facts §10, row 6). */
export const groupPattern = /^[a-z0-9]+([._-][a-z0-9]+)*@kubernetes\.io$/;

/** The group that writes a staging project's images unless the entry names another one. */
export function stagingGroup(name: string): string {
  return `${stagingGroupPrefix}${name}${groupDomain}`;
}

/** The name of a staging project: its id without the prefix; an id without the prefix is returned as it is. */
export function stagingName(id: string): string {
  return id.startsWith(stagingPrefix) ? id.slice(stagingPrefix.length) : id;
}

/** The name that a group's address speaks of, if it follows the rule of {@link stagingGroup}. */
export function nameInGroup(group: string): string | undefined {
  const follows = group.startsWith(stagingGroupPrefix) && group.endsWith(groupDomain);
  return follows ? group.slice(stagingGroupPrefix.length, -groupDomain.length) : undefined;
}

/** True for an id that a staging project may have, as far as its prefix and characters go. */
export function isStagingId(id: string): boolean {
  return id.startsWith(stagingPrefix) && projectIdPattern.test(id);
}

/** What Cloud Build runs as in a staging project: its own account, in 30 characters as Google wants (architecture, Access). */
export function buildAccountId(name: string): string {
  return `gcb-builder-${name}`;
}

/** What starts the periodic builds of a staging project; in 30 characters, too. */
export function scheduleAccountId(name: string): string {
  return `gcb-trigger-${name}`;
}

/** The address of a service account, by its id: https://cloud.google.com/iam/docs/service-accounts-create */
export function serviceAccountEmail(id: string, project: string): string {
  return `${id}@${project}.iam.gserviceaccount.com`;
}
