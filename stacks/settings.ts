import { z } from "zod";

/** What a stack's configuration file says, beside the data: the keys of `Pulumi.<stack>.yaml` without their namespace. */
const settingsSchema = z.object({
  infraFile: z.string().min(1).describe("The data file, relative to the project's root"),
  groupsFolder: z.string().min(1).describe("The folder of Google Groups, relative to the root"),
  organizationId: z
    .string()
    .regex(/^[0-9]+$/, "expected digits")
    .describe("The Google Cloud organization"),
  billingAccount: z
    .string()
    .regex(/^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$/, "expected the form XXXXXX-XXXXXX-XXXXXX")
    .describe("Pays for the staging projects"),
  accessLogBucket: z.string().min(3).describe("Takes the access logs of the public buckets"),
  artifactAdmins: z.email().describe("The group that administers artifacts in every project"),
  vulnerabilityScanner: z.email().describe("The service account that reads vulnerability scans"),
  clouds: z.enum(["real", "localcloud"]).default("real").describe("Set by the runner, never by hand"),
});

export type Settings = z.infer<typeof settingsSchema>;

/** Configuration that is not what the program needs. The message names every key and the command that sets it. */
export class IncompleteSettings extends Error {}

/**
 * Checks a stack's configuration. `get` gives the value of a key, named without `namespace`, or undefined.
 *
 * Throws `IncompleteSettings`.
 */
export function parseSettings(
  stack: string,
  namespace: string,
  get: (key: string) => string | undefined,
): Settings {
  const values = Object.fromEntries(Object.keys(settingsSchema.shape).map((key) => [key, get(key)]));
  const parsed = settingsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map(({ path, message }) => {
    const key = String(path[0]);
    const what = values[key] === undefined ? "is missing" : `is ${JSON.stringify(values[key])}: ${message}`;
    return `  ${namespace}:${key} ${what}; set it with: pulumi config set ${key} <value> --stack ${stack}`;
  });
  throw new IncompleteSettings(`Pulumi.${stack}.yaml is incomplete:\n${mistakes.join("\n")}`);
}
