import * as z from "zod";
import { githubConnections, stackSettings } from "../inventory/stackFiles/schema.ts";
import type { StackName } from "../inventory/stacks.ts";

/** Set by the runner, never in a stack file: which clouds a run works in, and a file for it (stacks/part.ts). */
const ofRun = {
  clouds: z.enum(["real", "localcloud"]).default("real"),
  part: z.string().optional(),
};

/** A map, which Pulumi passes as JSON. By default, no organization is connected. */
const connections = z
  .string()
  .default("{}")
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue("must be a map");
      return z.NEVER;
    }
  })
  .pipe(githubConnections);

/** The settings as Pulumi passes them. */
const schemas = {
  staging: stackSettings.staging.extend({ ...ofRun, githubConnections: connections }),
  prod: stackSettings.prod.extend(ofRun),
} satisfies Record<StackName, z.ZodObject>;

/** The settings of one stack; by default, of any stack. */
export type Settings<Stack extends StackName = StackName> = z.infer<(typeof schemas)[Stack]>;

/** Thrown for missing or invalid configuration. The message names every such key and the command to set it. */
export class IncompleteSettings extends Error {}

/**
 * Parses a stack's configuration. `get` returns the value of a key without `namespace`, or undefined.
 *
 * Throws {@link IncompleteSettings}.
 */
export function parseSettings<Stack extends StackName>(
  stack: Stack,
  namespace: string,
  get: (key: string) => string | undefined,
): Settings<Stack> {
  const schema = schemas[stack];
  const values = Object.fromEntries(Object.keys(schema.shape).map((key) => [key, get(key)]));
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data as Settings<Stack>;
  const mistakes = parsed.error.issues.map(({ path, message }) => {
    const key = String(path[0]);
    const what =
      values[key] === undefined ? "is missing" : `is ${JSON.stringify(values[key])}: it ${message}`;
    return `  ${namespace}:${key} ${what}; set it with: pulumi config set ${key} <value> --stack ${stack}`;
  });
  throw new IncompleteSettings(`Pulumi.${stack}.yaml is incomplete:\n${mistakes.join("\n")}`);
}
