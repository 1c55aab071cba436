import * as z from "zod";
import type { StackName } from "../stacks.ts";

const path = z.string().min(1);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const roleArn = z
  .string()
  .regex(/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/, "must be the ARN of an IAM role");
/** CloudFront accepts only certificates from us-east-1. */
const certificateArn = z
  .string()
  .regex(
    /^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/,
    "must be the ARN of a certificate in us-east-1",
  );

const everyStack = z.object({
  infraFile: path.describe("The file of projects, relative to the project's root"),
  groupsFolder: path.describe("The folder of Google Groups, relative to the root"),
  registryFolder: path.describe("The folder of what registry.k8s.io consists of, relative to the root"),
  organizationId: z
    .string()
    .regex(/^[0-9]+$/, "must be digits")
    .describe("The Google Cloud organization"),
  billingAccount: z
    .string()
    .regex(/^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$/, "must have the form XXXXXX-XXXXXX-XXXXXX")
    .describe("Pays for the projects"),
  accessLogBucket: z.string().min(3).describe("Takes the access logs of the public buckets"),
  artifactAdmins: z
    .email("must be an address")
    .describe("The group that administers artifacts in every project"),
  awsRole: roleArn.describe("The role to work as in the AWS account of the mirrors"),
  awsPreviewRole: roleArn
    .optional()
    .describe("The role in its place for runs that only look: engine/workspace/real.ts"),
  cdnCertificate: certificateArn.optional().describe("An issued certificate for the CDN's alias"),
  adopt: path.optional().describe("A file of import ids, see stacks/adopt.ts"),
});

/** Cloud Build's app on GitHub, and the token by which it acts there, by organization. */
export const githubConnections = z.record(
  z.string(),
  z.strictObject({
    installationId: z.int().positive(),
    secretVersion: z
      .string()
      .regex(
        /^projects\/[^/]+\/secrets\/[^/]+\/versions\/[^/]+$/,
        "must have the form projects/<project>/secrets/<secret>/versions/<version>",
      ),
  }),
);

/** Schemas of the stack configuration: the keys of `Pulumi.<stack>.yaml` without their namespace. */
export const stackSettings = {
  staging: everyStack.extend({
    vulnerabilityScanner: z
      .email("must be an address")
      .describe("The service account that reads vulnerability scans"),
    imageBuilder: z
      .string()
      .regex(/^[a-z0-9.-]+(\/[a-z0-9._-]+)+:[\w.-]+$/, "must be an image with a tag")
      .describe("Submits builds: the image-builder of kubernetes/test-infra"),
    prowWorkloadPool: z
      .string()
      .regex(/^[a-z][a-z0-9-]*\.svc\.id\.goog$/, "must have the form <project>.svc.id.goog")
      .describe("The workload identity pool of the cluster of Prow's image-pushing jobs"),
    githubConnections: githubConnections
      .default({})
      .describe("Cloud Build's app and token, by organisation on GitHub"),
  }),
  prod: everyStack,
} satisfies Record<StackName, z.ZodObject>;
