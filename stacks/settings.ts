import * as z from "zod";
import type { StackName } from "../inventory/stacks.ts";

const path = z.string().min(1);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const roleArn = z
  .string()
  .regex(/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/, "expected the ARN of an IAM role");
/** CloudFront accepts only certificates from us-east-1. */
const certificateArn = z
  .string()
  .regex(
    /^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/,
    "expected the ARN of a certificate in us-east-1",
  );

const everyStack = z.object({
  infraFile: path.describe("The file of projects, relative to the project's root"),
  groupsFolder: path.describe("The folder of Google Groups, relative to the root"),
  registryFolder: path.describe("The folder of what registry.k8s.io consists of, relative to the root"),
  organizationId: z
    .string()
    .regex(/^[0-9]+$/, "expected digits")
    .describe("The Google Cloud organization"),
  billingAccount: z
    .string()
    .regex(/^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$/, "expected the form XXXXXX-XXXXXX-XXXXXX")
    .describe("Pays for the projects"),
  accessLogBucket: z.string().min(3).describe("Takes the access logs of the public buckets"),
  artifactAdmins: z.email().describe("The group that administers artifacts in every project"),
  awsRole: roleArn.describe("The role to work as in the AWS account of the mirrors"),
  awsPreviewRole: roleArn
    .optional()
    .describe("The role in its place for runs that only look: engine/workspace/real.ts"),
  cdnCertificate: certificateArn.optional().describe("An issued certificate for the CDN's alias"),
  adopt: path.optional().describe("A file of import ids, see stacks/adopt.ts"),
  part: path.optional().describe("A file that names the part of the data to register, see stacks/part.ts"),
  clouds: z.enum(["real", "localcloud"]).default("real").describe("Set by the runner, never by hand"),
});

/** A map, which Pulumi passes as JSON. By default, no organization is connected. */
const githubConnections = z
  .string()
  .default("{}")
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue("expected a map");
      return z.NEVER;
    }
  })
  .pipe(
    z.record(
      z.string(),
      z.strictObject({
        installationId: z.int().positive(),
        secretVersion: z
          .string()
          .regex(
            /^projects\/[^/]+\/secrets\/[^/]+\/versions\/[^/]+$/,
            "expected the form projects/<project>/secrets/<secret>/versions/<version>",
          ),
      }),
    ),
  );

/** Schemas of the stack configuration: the keys of `Pulumi.<stack>.yaml` without their namespace. */
const schemas = {
  staging: everyStack.extend({
    vulnerabilityScanner: z.email().describe("The service account that reads vulnerability scans"),
    imageBuilder: z
      .string()
      .regex(/^[a-z0-9.-]+(\/[a-z0-9._-]+)+:[\w.-]+$/, "expected an image with a tag")
      .describe("Submits builds: the image-builder of kubernetes/test-infra"),
    prowWorkloadPool: z
      .string()
      .regex(/^[a-z][a-z0-9-]*\.svc\.id\.goog$/, "expected the form <project>.svc.id.goog")
      .describe("The workload identity pool of the cluster of Prow's image-pushing jobs"),
    githubConnections: githubConnections.describe("Cloud Build's app and token, by organisation on GitHub"),
  }),
  prod: everyStack,
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
    const what = values[key] === undefined ? "is missing" : `is ${JSON.stringify(values[key])}: ${message}`;
    return `  ${namespace}:${key} ${what}; set it with: pulumi config set ${key} <value> --stack ${stack}`;
  });
  throw new IncompleteSettings(`Pulumi.${stack}.yaml is incomplete:\n${mistakes.join("\n")}`);
}
