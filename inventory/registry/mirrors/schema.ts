import * as z from "zod";
import type { Format } from "../../yaml/validate.ts";
import { kubernetesAccount, state, subjectBelow } from "../fields.ts";

/**
 * The format of `infra/registry/mirrors.yaml`. As in `inventory/projects/schema.ts`, the schema checks one value at a time;
 * checks across values are rules.
 */

const region = z.string().meta({ description: "A region of AWS.", examples: ["us-east-2"] });

/** https://datatracker.ietf.org/doc/html/rfc1123#section-2, at least two labels. */
const host = (example: string) =>
  z
    .string()
    .max(253, "must have at most 253 characters")
    .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, "must be a host name in lower case")
    .meta({ description: "A host name.", examples: [example] });

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html. Rejects names with dots, which S3's
 * certificate does not cover, and the prefixes and suffixes that AWS reserves.
 */
export const bucketName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    "must be a bucket name: 3 to 63 lower case letters, digits and hyphens",
  )
  .regex(/^(?!xn--|sthree-|amzn-s3-demo-)/, "must not start with a prefix that AWS keeps for itself")
  .regex(
    /(?<!-s3alias|--ol-s3|--x-s3|--table-s3|-an)$/,
    "must not end with a suffix that AWS keeps for itself",
  )
  .meta({ description: "The name of a bucket.", examples: ["prod-registry-k8s-io-us-east-2"] });

const mirror = z
  .strictObject({
    serves: z
      .array(region)
      .default([])
      .meta({ description: "Further regions whose clients are sent here.", examples: [["me-south-1"]] }),
    bucket: bucketName.optional().meta({
      description: "A name that is not by the rule <prefix>registry-k8s-io-<region>.",
      examples: ["registry-k8s-io-eu-west-2"],
    }),
    state,
  })
  .meta({
    description: "A bucket; nothing after the colon means all defaults.",
    examples: [{ serves: ["me-south-1"] }],
  });

const stack = z
  .strictObject({
    account: z
      .string()
      .regex(/^\d{12}$/, "must be the number of an AWS account: 12 digits")
      .meta({ description: "The AWS account, in quotes.", examples: ['"513428760722"'] }),
    prefix: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9-]{0,18}-$/,
        "must be at most 20 lower case letters, digits and hyphens, the last a hyphen",
      )
      .meta({ description: "What the names of the buckets start with.", examples: ["prod-"] }),
    source: region.meta({
      description: "The region that layers are uploaded to; its bucket replicates to all others.",
      examples: ["us-east-2"],
    }),
    regions: z.record(z.string().meta({ title: "region" }), mirror.nullable()).meta({
      description: "The buckets by region of AWS.",
      examples: [{ "us-east-2": { state: "active" } }],
    }),
    cdn: z
      .strictObject({
        alias: host("cdn.registry.k8s.io").meta({
          description: "Its name, used once the stack's configuration names an issued certificate.",
          examples: ["cdn.registry.k8s.io"],
        }),
        failover: region.meta({
          description: "The region whose bucket is asked when the source does not answer.",
          examples: ["us-west-2"],
        }),
        domain: host("d39mqg4b1dx9z1.cloudfront.net")
          .regex(/\.cloudfront\.net$/, "must end with .cloudfront.net")
          .optional()
          .meta({
            description:
              "The name that AWS gave the distribution, once it exists: what the proxy sends clients to.",
            examples: ["d39mqg4b1dx9z1.cloudfront.net"],
          }),
      })
      .meta({
        description: "The CloudFront distribution, for clients outside of AWS.",
        examples: [{ alias: "cdn.registry.k8s.io", failover: "us-west-2" }],
      }),
    sync: z
      .strictObject({
        issuer: z
          .string()
          .regex(
            /^https:\/\/[a-z0-9.-]+(\/[A-Za-z0-9._-]+)*$/,
            "must be an https address without a slash at its end",
          )
          .meta({
            description: "The issuer of the job's tokens.",
            examples: ["https://container.googleapis.com/v1/…"],
          }),
        service_accounts: z
          .array(kubernetesAccount)
          .min(1)
          .meta({ description: "What the job runs as.", examples: [["test-pods/s3-sync"]] }),
        role: z
          .string()
          .regex(
            /^[\w+=,.@-]{1,64}$/,
            "must be the name of a role: 1 to 64 letters, digits and + = , . @ _ -",
          )
          .meta({ description: "The role that the job assumes.", examples: ["registry.k8s.io_s3writer"] }),
      })
      .optional()
      .meta({ description: "The job that uploads layers; without it nobody may.", examples: [{}] }),
  })
  .meta({
    id: "mirrors-stack",
    title: "mirrors.<stack>",
    description: "The mirrors of one stack.",
    examples: [{}],
  });

/** The file `mirrors.yaml`. */
export const mirrorsFile = z
  .strictObject({
    mirrors: z
      .strictObject({ prod: stack.optional(), staging: stack.optional() })
      .meta({ description: "The mirrors by stack.", examples: [{}] }),
  })
  .meta({ description: "The mirrors of image layers in AWS." });

/** One stack's validated entry with defaults filled in; keys are still in snake_case. */
export type MirrorsEntry = z.output<typeof stack>;

export const mirrorsFormat: Format = {
  schema: mirrorsFile,
  firstKey: "mirrors",
  subject: subjectBelow(2),
  keyNoun: (path) => (path.length === 1 ? "stack" : "key"),
};
