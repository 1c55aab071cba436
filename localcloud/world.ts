import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { fromRoot } from "../inventory/root.ts";

/** The file beside this module that says what exists and is not ours. */
export const worldFile = fromRoot("localcloud/world.yaml");

const email = z
  .string()
  .regex(/^[^@\s]+@[^@\s]+$/, "must be an e-mail address in lower case")
  .lowercase();

const schema = z.strictObject({
  organizations: z.array(z.string().regex(/^\d+$/)),
  billingAccounts: z.array(z.string().regex(/^[0-9A-F]{6}(-[0-9A-F]{6}){2}$/)),
  buckets: z.array(z.string()),
  groups: z.array(email),
  groupPatterns: z.array(email),
  serviceAccounts: z.array(email),
  workloadIdentityPools: z.array(z.string()),
  domains: z.array(z.string()),
});

/**
 * What exists in the clouds without having been made by this program. E-mail addresses are in lower case; in
 * `groupPatterns`, `*` stands for any text without `@`.
 */
export type World = Readonly<z.infer<typeof schema>>;

/**
 * Reads the world.
 *
 * @throws Error when the file does not parse or has an entry that is unknown or of a wrong form; names all of them.
 */
export function loadWorld(path: string = worldFile): World {
  const result = schema.safeParse(parse(readFileSync(path, "utf8")));
  if (!result.success) throw new Error(`localcloud: ${path}: ${z.prettifyError(result.error)}`);
  return result.data;
}

/** True when the world has this group, by name or by pattern. */
export function hasGroup(world: World, address: string): boolean {
  const wanted = address.toLowerCase();
  return world.groups.includes(wanted) || world.groupPatterns.some((pattern) => matches(pattern, wanted));
}

function matches(pattern: string, address: string): boolean {
  const [before = "", after] = pattern.split("*");
  if (after === undefined) return pattern === address;
  const middle = address.slice(before.length, address.length - after.length);
  return (
    address.length > before.length + after.length &&
    address.startsWith(before) &&
    address.endsWith(after) &&
    !middle.includes("@")
  );
}
