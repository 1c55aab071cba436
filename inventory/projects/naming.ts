/** Prefix of the id of every staging project (facts/upstream.md §1.1). */
export const stagingPrefix = "k8s-staging-";

/** Prefix of the address of a staging project's writer group, before the project's name (facts §1.1). */
export const stagingGroupPrefix = "k8s-infra-staging-";

/** The domain of every group of the project (facts/upstream.md §1.1). */
export const groupDomain = "@kubernetes.io";

/** Length of a project id: https://cloud.google.com/resource-manager/docs/creating-managing-projects */
export const projectIdLength = { min: 6, max: 30 } as const;

/** Maximum length of the name after the prefix: 18 characters. Upstream limits group names likewise (facts §3). */
export const stagingNameLength = projectIdLength.max - stagingPrefix.length;

/** Characters of a project id: the same page, "lowercase letters, digits and hyphens, starts with a letter". */
export const projectIdPattern = /^[a-z][a-z0-9-]*[a-z0-9]$/;

/** A group of the project, in lower case: mixed case made every run of upstream's sync fail (facts §10, row 6). */
export const groupPattern = /^[a-z0-9]+([._-][a-z0-9]+)*@kubernetes\.io$/;

/** The group that may write a staging project's images, unless the entry names another one. */
export function stagingGroup(name: string): string {
  return `${stagingGroupPrefix}${name}${groupDomain}`;
}

/** The name of a staging project: its id without the prefix. An id that lacks the prefix is returned unchanged. */
export function stagingName(id: string): string {
  return id.startsWith(stagingPrefix) ? id.slice(stagingPrefix.length) : id;
}

/** The project name in a group's address; undefined if the address does not follow {@link stagingGroup}. */
export function nameInGroup(group: string): string | undefined {
  const follows = group.startsWith(stagingGroupPrefix) && group.endsWith(groupDomain);
  return follows ? group.slice(stagingGroupPrefix.length, -groupDomain.length) : undefined;
}

/** Whether an id has the prefix and characters of a staging project. Does not check the length. */
export function isStagingId(id: string): boolean {
  return id.startsWith(stagingPrefix) && projectIdPattern.test(id);
}

/** Id of the account that Cloud Build runs as; within Google's limit of 30 characters (architecture, Access). */
export function buildAccountId(name: string): string {
  return `gcb-builder-${name}`;
}

/** Id of the account that starts periodic builds; also within 30 characters. */
export function scheduleAccountId(name: string): string {
  return `gcb-trigger-${name}`;
}

/** The email address of a service account by its id: https://cloud.google.com/iam/docs/service-accounts-create */
export function serviceAccountEmail(id: string, project: string): string {
  return `${id}@${project}.iam.gserviceaccount.com`;
}
