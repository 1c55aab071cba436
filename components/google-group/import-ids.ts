import type { GoogleGroupDescription } from "./describe.ts";

/**
 * The id by which Google knows each resource of a group, by logical name: what `pulumi import` wants (the Import section
 * of each resource's documentation). Addresses do instead of Google's ids, so the record is enough.
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
