import type { GoogleGroupDescription } from "./describe.ts";

/**
 * The import ids of all resources of a group, by logical name (see the Import section of each resource's
 * documentation). Addresses work instead of Google's ids, so the record is sufficient.
 */
export function googleGroupImportIds(description: GoogleGroupDescription): Record<string, string> {
  const { group, settings, memberList, members } = description;
  const { email } = group.args;
  return {
    [group.name]: email,
    [settings.name]: email,
    ...(memberList && { [memberList.name]: `groups/${email}` }),
    ...Object.fromEntries(members.map(({ name, args }) => [name, `groups/${email}/members/${args.email}`])),
  };
}
