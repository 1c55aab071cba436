import * as z from "zod";
import { REGIONS } from "./regions.ts";
import { STACKS } from "../stacks.ts";
import { compileRe2 } from "../yaml/re2.ts";
import type { Format } from "../yaml/validate.ts";
import { alternatives } from "../../terminal/wording.ts";

/**
 * The format of `infra/registry/proxy.yaml`. The schema checks one value at a time; checks across values are rules
 * (folder `rules`).
 */

/** https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests */
export const digestPattern = /^sha256:[0-9a-f]{64}$/;

/** Cloud Armor's limits for throttling: https://cloud.google.com/armor/docs/rate-limiting-overview#parameters */
const MAX_REQUESTS = 10_000;
const INTERVALS = [10, 30, 60, 120, 180, 240, 300, 600, 900, 1200, 1800, 2700, 3600];

const address = z
  .string()
  .regex(/^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be an https address without path and trailing slash");

const digest = z
  .string()
  .regex(digestPattern, "must be a digest, `sha256:` and 64 hexadecimal digits: a tag can move")
  .meta({
    description: "The image that runs.",
    examples: ["sha256:1f004a487c09c76ebf14d1dc01434aa17e31e39def56451ec5727160fdcd0017"],
  });

const release = z
  .strictObject({
    digest,
    date: z.iso
      .date("must be a day as YYYY-MM-DD")
      .meta({ description: "Since when the stack runs it.", examples: ["2026-11-22"] }),
  })
  .meta({ description: "A release of the proxy." });

const region = z
  .strictObject({
    default_mirror: z
      .string()
      .regex(/^(cloudfront|[a-z]{2}-[a-z]+-[0-9])$/, "must be `cloudfront` or an AWS region")
      .meta({
        description: "The mirror for clients outside of Google Cloud and AWS.",
        examples: ["us-east-2"],
      }),
    state: z
      .enum(["active", "retired"])
      .default("active")
      .meta({
        description:
          "`retired`: out of the load balancer and unprotected, so that a later change may remove the entry.",
        examples: ["retired"],
      }),
  })
  .meta({ description: "A region of Google Cloud in which the proxy runs, in both stacks." });

/** Everything that may differ between the stacks. */
const stack = z
  .strictObject({
    project: z
      .string()
      .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, "must be a project id")
      .meta({ description: "The project of the proxy.", examples: ["k8s-infra-oci-proxy"] }),
    domain: z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be a domain in lower case, without a trailing dot")
      .meta({ description: "What the proxy serves.", examples: ["registry-sandbox.k8s.io"] }),
    service_account: z
      .string()
      .regex(
        /^[a-z]([a-z0-9-]{4,28})[a-z0-9]$/,
        "must be an account id: 6 to 30 lower case letters, digits and hyphens",
      )
      .meta({ description: "What the proxy runs as.", examples: ["oci-proxy-sandbox"] }),
    verbosity: z
      .int()
      .min(0)
      .max(10)
      .meta({ description: "How much the proxy logs.", examples: [0] }),
    default_mirror: address.optional().meta({
      description: "An address in place of every region's default mirror; the regions' own when left out.",
      examples: ["https://cdn.registry.k8s.dev"],
    }),
    referrers: z
      .boolean()
      .meta({ description: "Whether the paths of the referrers API pass the edge.", examples: [false] }),
    slack_channel: z
      .string()
      .regex(/^[0-9]+$/, "must be the digits of a notification channel's id, in quotes")
      .meta({
        description: "The notification channel, which was made by hand: Google's id of it.",
        examples: ['"3237876589275698022"'],
      }),
    request_log: z
      .string()
      .regex(
        /^[a-z][a-z0-9-]{4,28}[a-z0-9]\.[A-Za-z0-9_]{1,1024}$/,
        "must be a BigQuery dataset as <project>.<dataset>",
      )
      .optional()
      .meta({
        description: "The BigQuery dataset that gets every request; none when left out.",
        examples: ["k8s-infra-public-pii.registry_k8s_io_logs"],
      }),
    releases: z
      .array(release)
      .min(1)
      .meta({
        description:
          "What runs and ran, newest first: the first one runs. `bin/infra release proxy` adds to it; prod runs only what staging runs or ran.",
        examples: [[{ digest: `sha256:${"0".repeat(64)}`, date: "2026-11-22" }]],
      }),
  })
  .meta({
    id: "proxy-stack",
    title: "proxy.stacks.<stack>",
    description: "Everything that may differ between staging and prod.",
  });

const proxy = z.strictObject({
  image: z
    .string()
    .regex(
      /^[a-z0-9-]+-docker\.pkg\.dev\/[a-z0-9-]+(\/[a-z0-9._-]+)+$/,
      "must be an image in Artifact Registry without tag and digest",
    )
    .meta({
      description: "Where the proxy's image is; each stack says which digest it runs.",
      examples: ["us-central1-docker.pkg.dev/k8s-staging-images/infra-tools/archeio"],
    }),
  upstream_path: z
    .string()
    .regex(/^[a-z][a-z0-9-]+\/[a-z][a-z0-9-]*$/, "must be <project>/<repository>")
    .meta({
      description: "The repository behind the proxy, in the Artifact Registry of the proxy's own region.",
      examples: ["k8s-artifacts-prod/images"],
    }),
  signature_region: z.enum(REGIONS, `must be a region of Google Cloud`).meta({
    description: "The region whose Artifact Registry has every signature and attestation.",
    examples: ["us-central1"],
  }),
  cloudfront: address.meta({
    description: "The address behind `default_mirror: cloudfront`.",
    examples: ["https://d39mqg4b1dx9z1.cloudfront.net"],
  }),
  armor: z
    .strictObject({
      paths: z
        .array(
          z
            .string()
            .regex(/^\/[^'^$|\\]*$/, "must start with a slash and have none of ' ^ $ | \\")
            .refine((path) => "test" in compileRe2(path), "must be a regular expression of RE2")
            .meta({
              description: "A regular expression (RE2) of a whole path.",
              examples: ["/v2/.+/blobs/.+"],
            }),
        )
        .min(1)
        .meta({
          description: "The paths that exist; every other one gets a 404 at the edge.",
          examples: [["/", "/v2/?"]],
        }),
      throttle: z
        .strictObject({
          requests: z
            .int()
            .min(1)
            .max(MAX_REQUESTS)
            .meta({
              description: "How many requests a client address has before it gets a 429.",
              examples: [2490],
            }),
          seconds: z
            .int()
            .refine((seconds) => INTERVALS.includes(seconds), {
              error: `must be ${alternatives(INTERVALS.map(String))}, which are Cloud Armor's`,
            })
            .meta({
              description: "Over how many seconds they are counted.",
              examples: [30],
              enum: INTERVALS,
            }),
        })
        .meta({ description: "The rate limit.", examples: [{ requests: 2490, seconds: 30 }] }),
    })
    .meta({ description: "What Cloud Armor lets through." }),
  regions: z.record(z.string().meta({ title: "region" }), region).meta({
    description: "Where the proxy runs, by region of Google Cloud.",
    examples: [{ "us-central1": { default_mirror: "us-east-2" } }],
  }),
  stacks: z.strictObject({ staging: stack.optional(), prod: stack.optional() }).meta({
    description: `What differs between the stacks: ${STACKS.join(", ")}.`,
    examples: [{}],
  }),
});

/** The file `proxy.yaml`. */
export const proxyFile = z
  .strictObject({
    proxy: proxy.meta({ description: "The proxy of registry.k8s.io.", examples: [{}] }),
  })
  .meta({
    description: "The proxy of registry.k8s.io, which redirects every request to where the content is.",
  });

export type ProxyFile = z.output<typeof proxyFile>;

/** How messages name parts of the file: `regions.us-east1: default_mirror`, `armor.throttle: requests`. */
export const proxyFormat: Format = {
  schema: proxyFile,
  firstKey: "proxy",
  subject(path) {
    const [top, ...inner] = path.map(String);
    if (top === undefined) return "the file";
    if (inner.length < 3) return inner.length === 0 ? top : inner.join(".");
    const field = inner.slice(2).map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`));
    return `${inner.slice(0, 2).join(".")}${field.join("").replace(/^\./, ": ")}`;
  },
  keyNoun: (path) => (path.join(".") === "proxy.stacks" ? "stack" : "key"),
};
