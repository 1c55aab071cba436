import { readFileSync } from "node:fs";
import { parse } from "yaml";
import * as z from "zod";
import { loadGroups } from "../inventory/groups/load.ts";
import { diskTree } from "../inventory/yaml/tree.ts";
import { fromRoot } from "../boot/root.ts";

/** The file that lists what exists but is not managed by this program. */
export const worldFile = fromRoot("localcloud/world.yaml");

const email = z
  .string()
  .regex(/^[^@\s]+@[^@\s]+$/, "must be an e-mail address in lower case")
  .lowercase();

const schema = z.strictObject({
  organizations: z.array(z.string().regex(/^\d+$/)),
  billingAccounts: z.array(z.string().regex(/^[0-9A-F]{6}(-[0-9A-F]{6}){2}$/)),
  projects: z.array(z.string()),
  secrets: z.array(z.string().regex(/^projects\/[^/]+\/secrets\/[^/]+$/)),
  githubInstallations: z.array(z.strictObject({ id: z.int(), organization: z.string() })),
  buckets: z.array(z.string()),
  datasets: z.array(z.string()),
  notificationChannels: z.array(z.string()),
  groups: z.array(email),
  unknownAccounts: z.array(email),
  serviceAccounts: z.array(email),
  workloadIdentityPools: z.array(z.string()),
  domains: z.array(z.string()),
  awsAccounts: z.array(z.string().regex(/^\d{12}$/)),
  awsBuckets: z.array(z.string()),
});

/** What exists in the clouds but was not created by this program. E-mail addresses are in lower case. */
export type World = Readonly<z.infer<typeof schema>>;

/**
 * The environment variable that names a folder of groups to add to those of the world. Unset where the run creates
 * them.
 */
export const groupsVariable = "LOCALCLOUD_GROUPS";

/**
 * Reads the world.
 *
 * @param groupsFolder The declarations of groups that another stack has created.
 * @throws Error when the file does not parse, or has unknown or malformed entries; names all of them.
 */
export function loadWorld(
  path: string = worldFile,
  groupsFolder: string | undefined = process.env[groupsVariable],
): World {
  const result = schema.safeParse(parse(readFileSync(path, "utf8")));
  if (!result.success) throw new Error(`localcloud: ${path}: ${z.prettifyError(result.error)}`);
  if (groupsFolder === undefined) return result.data;
  const declared =
    loadGroups(diskTree(groupsFolder, groupsFolder)).groups?.groups.map(({ email }) => email) ?? [];
  return { ...result.data, groups: [...result.data.groups, ...declared] };
}

/** Whether the world has this group. Addresses are compared case-insensitively. */
export function hasGroup(world: World, address: string): boolean {
  return world.groups.includes(address.toLowerCase());
}
