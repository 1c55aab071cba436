import * as z from "zod";
import { PROJECT } from "../../boot/root.ts";
import { nearest } from "../../terminal/nearest.ts";
import type { Group } from "../groups/types.ts";
import { STACKS, stackFileOf, type StackName } from "../stacks.ts";
import { error, type Diagnostic } from "../yaml/diagnostics.ts";
import { readFile } from "../yaml/file.ts";
import { PULUMI } from "../yaml/go/reader.ts";
import type { Tree } from "../yaml/tree.ts";
import { plainFormat, type Format } from "../yaml/validate.ts";
import { valueOf } from "../yaml/values.ts";
import { stackSettings } from "./schema.ts";

/** The configuration keys whose value is a group. */
const GROUP_KEYS = [`${PROJECT}:artifactAdmins`];

/** What `pulumi stack init` adds for the encryption of secrets. */
const encryption = {
  secretsprovider: z.string().optional(),
  encryptedkey: z.string().optional(),
  encryptionsalt: z.string().optional(),
};

/** The format of `Pulumi.<stack>.yaml`: https://www.pulumi.com/docs/iac/concepts/config/ */
function formatOf(stack: StackName): Format {
  const settings = Object.entries(stackSettings[stack].shape).map(([key, schema]) => [
    `${PROJECT}:${key}`,
    schema,
  ]);
  const config = z.strictObject(Object.fromEntries(settings) as Record<string, z.ZodType>);
  return plainFormat(z.strictObject({ config, ...encryption }), "config", PULUMI);
}

/**
 * Checks the stack files: keys, types, and text that Pulumi would take for something else and keep as that at the next
 * `config set` (docs/facts.md, "Pulumi"). The groups that they name must be declared: roles are bound to them in every
 * project, so a typo would fail all deployments (facts/upstream.md §10, row 7).
 *
 * @param folder the folder of the stack files
 */
export function checkStackFiles(groups: readonly Group[], folder: Tree): Diagnostic[] {
  const emails = groups.filter(({ state }) => state === "active").map(({ email }) => email);
  return STACKS.flatMap((stack) => {
    const { data, diagnostics } = readFile(folder.read(stackFileOf(stack)), formatOf(stack));
    if (data === undefined) return diagnostics;
    const undeclared = GROUP_KEYS.flatMap((key) => {
      const email = valueOf(data.value, ["config", key]);
      if (typeof email !== "string" || emails.includes(email)) return [];
      const near = nearest(email, emails);
      const message = `${key} names the group ${email}, which is not declared`;
      const hint = near === undefined ? "declare the group below groups/" : `did you mean ${near}?`;
      return [error("stack-group", data.valueAt(["config", key]), message, hint)];
    });
    return [...diagnostics, ...undeclared];
  });
}
