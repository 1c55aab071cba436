import * as z from "zod";
import { place, plainFormat, type Format } from "../yaml/validate.ts";
import { quoted } from "../../terminal/wording.ts";
import { buildNamePattern } from "./names.ts";

/**
 * The formats of `infra/gcp/builds/<project>.yaml` and `infra/orgs.yaml`, defined by this project (docs/adr/builds.md).
 * As in `inventory/projects/schema.ts`, checks across values are rules; so are checks of what a value means.
 */

/** The characters that GitHub allows in organization and repository names: https://docs.github.com/rest/repos/repos */
export const repository = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*\/[A-Za-z0-9._-]+$/,
    "must be a repository on GitHub, as <organisation>/<name>",
  )
  .meta({ description: "A repository on GitHub.", examples: ["kubernetes-sigs/kind"] });

const patterns = (description: string, example: string) =>
  z
    .array(
      z
        .string()
        .min(1)
        .max(512)
        .meta({ description: "A regular expression that starts with ^.", examples: [example] }),
    )
    .min(1)
    .optional()
    .meta({ description, examples: [[example]] });

/** Paths are checked by a rule, which explains more than a pattern can. */
const path = (description: string, example: string) =>
  z
    .string()
    .min(1)
    .meta({ description, examples: [example] });

/** https://cloud.google.com/build/docs/configuring-builds/substitute-variable-values, user-defined substitutions */
const variable = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, "must be the name of a variable: upper case letters, digits and _")
  .meta({ title: "variable", description: "The name of a variable.", examples: ["PULL_BASE_REF"] });

/** Ends up on a command line and in a build, where a single line suffices. */
const text = z
  .string()
  .regex(/^[^\p{Cc}]*$/u, "must be one line of text")
  .meta({ description: "One line of text.", examples: ["agnhost"] });

const word = (description: string, example: string) =>
  z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._/*-]*$/, "must be one word of letters, digits and . _ / * -")
    .optional()
    .meta({ description, examples: [example] });

const on = (description: string) =>
  z
    .literal(true)
    .optional()
    .meta({ description, examples: [true] });

/** Flags of the image-builder (kubernetes/test-infra, images/builder/main.go) that no other key covers. */
export const flags = z
  .strictObject({
    "build-dir": path("The folder that is uploaded as the source; `directory` when left out.", "."),
    "scratch-bucket": z
      .string()
      .regex(/^gs:\/\/[a-z0-9][a-z0-9._-]*$/, "must be a bucket, as gs://<name>")
      .meta({
        description: "Where sources and logs of builds go; gs://<project>-gcb when left out.",
        examples: ["gs://k8s-staging-kind-gcb"],
      }),
    "with-git-dir": on("The source has its .git folder."),
    "no-source": on("Nothing is uploaded."),
    "allow-dirty": on("Changed files do not stop the build."),
    variant: word("Only this one of variants.yaml is built.", "experimental"),
    "machine-type": word("Of the machine that builds.", "E2_HIGHCPU_8"),
    "worker-pool": word(
      "The private pool that builds.",
      "projects/<project>/locations/<l>/workerPools/<name>",
    ),
    region: word("Where it builds.", "us-central1"),
    "version-tag-filter": word("Which tags count for _GIT_TAG.", "v*"),
  })
  .partial();

/** The message for an invalid name. */
const NO_NAME = "must be the name of a build: lower case letters, digits and hyphens, starting with a letter";

/** One build. The schema requires no key; the rules require some. */
export const buildEntry = z
  .strictObject({
    runner: z
      .enum(["trigger", "prow"])
      .default("trigger")
      .meta({
        description:
          "Who starts it. `trigger`: a trigger of Cloud Build. `prow`: a Prow job, and there is no trigger.",
        examples: ["prow"],
      }),
    reason: text
      .min(1)
      .optional()
      .meta({ description: "Why Prow runs it; needed where no trigger can.", examples: ["not moved yet"] }),
    previously: z
      .string()
      .regex(buildNamePattern, NO_NAME)
      .optional()
      .meta({
        description:
          "What the build was called before this change: its triggers are renamed, with their ids and their history, and not made anew. Remove it once that is applied.",
        examples: ["post-kind-push-images"],
      }),
    repository: repository.optional().meta({
      description: "Which of the `sources` it builds; the only one when left out.",
      examples: ["kubernetes-sigs/kind"],
    }),
    branches: patterns(
      "The branches whose pushes start it. It has `branches`, `tags` or `skip`, or `schedule` and `branch`.",
      "^main$",
    ),
    tags: patterns(
      "The tags that start it; `semver` stands for versions such as v1.2.3 and v1.2.3-rc.0.",
      "semver",
    ),
    skip: patterns(
      "Branches and tags that are not built. Alone, it means every other one, and a trigger takes it only alone.",
      "^dependabot",
    ),
    schedule: z
      .string()
      .min(1)
      .optional()
      .meta({
        description: "When a periodic build runs: cron in UTC, or `every <n>h`.",
        examples: ['"0 4 * * *"'],
      }),
    branch: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, "must be the name of a branch")
      .optional()
      .meta({ description: "The branch of a periodic build.", examples: ["main"] }),
    paths: z
      .array(path("A glob of files.", "images/**"))
      .min(1)
      .optional()
      .meta({
        description:
          "Globs of files, one of which must have changed: `*` within a name, `**` any number of folders. Any file when left out.",
        examples: [["images/**"]],
      }),
    directory: path(
      "The folder of the build file, which is also uploaded as the source.",
      "images/kindnetd",
    ).default("."),
    build_file: path(
      "The Cloud Build configuration, as seen from the directory; cloudbuild.yaml when left out.",
      "cloudbuild.yaml",
    ).optional(),
    environment: z
      .record(variable, text)
      .default({})
      .meta({ description: "Variables for the build file.", examples: [{ WHAT: "agnhost" }] }),
    env_passthrough: z
      .array(variable)
      .default(["PULL_BASE_REF"])
      .meta({
        description:
          "Which variables the build file gets, as substitutions _<NAME>. `PULL_BASE_REF` (branch or tag) and `PULL_BASE_SHA` are given; `_GIT_TAG` is always there.",
        examples: [["PULL_BASE_REF", "WHAT"]],
      }),
    flags: flags.default({}).meta({
      description: "Flags of the image-builder.",
      examples: [{ "with-git-dir": true }],
    }),
  })
  .meta({ description: "A build. Its name is that of its Prow job, and its triggers are named after it." });

/** A builds file. */
export const buildsFile = z
  .strictObject({
    sources: z
      .array(repository)
      .min(1)
      .meta({
        description:
          "The repositories that the project's images are built from, in organisations of infra/orgs.yaml or excepted there.",
        examples: [["kubernetes-sigs/kind"]],
      }),
    builds: z
      .record(
        z.string().meta({
          title: "build",
          pattern: buildNamePattern.source,
          patternErrorMessage: NO_NAME,
        }),
        buildEntry.nullable(),
      )
      .default({})
      .meta({ description: "The builds by name, which no other file has.", examples: [{}] }),
  })
  .meta({ description: "The automatic builds of the staging project that the file is named after." });

/** A validated build entry with defaults filled in. */
export type BuildEntry = z.output<typeof buildEntry>;

const sentence = (description: string, example: string) =>
  z
    .string()
    .trim()
    .min(1)
    .meta({ description, examples: [example] });

const date = (description: string) =>
  z.iso.date({ error: "must be a date, as 2026-11-22" }).meta({ description, examples: ["2026-11-22"] });

const organization = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be an organisation on GitHub, in lower case")
  .meta({ title: "organisation" });

/** One approved exception to the requirements rule. */
export const exceptionEntry = z
  .strictObject({
    repository: repository.meta({
      description: "What may be a source all the same.",
      examples: ["coredns/coredns"],
    }),
    projects: z
      .array(
        z
          .string()
          .min(1)
          .meta({ description: "The id of a project.", examples: ["k8s-staging-coredns"] }),
      )
      .min(1)
      .meta({ description: "The staging projects it holds for.", examples: [["k8s-staging-coredns"]] }),
    reason: sentence("Why its images may be staged.", "part of every Kubernetes release"),
    approver: sentence("Who approved it.", "sig-k8s-infra-leads"),
    date: date("When it was approved."),
    expires: date(
      "The last day it holds, with a warning 30 days before; without it, it does not end.",
    ).optional(),
  })
  .meta({ description: "An approved exception." });

/** The file `infra/orgs.yaml`. */
export const orgsFile = z
  .strictObject({
    organizations: z
      .record(
        organization,
        z
          .strictObject({
            state: z
              .enum(["active", "inactive"])
              .default("active")
              .meta({ description: "Inactive: owned, and no longer worked in.", examples: ["inactive"] }),
            source: sentence("Where it is said that the project owns it.", "kubernetes/org config/etcd-io"),
          })
          .meta({ description: "An organisation." }),
      )
      .meta({ description: "The organisations on GitHub that the project owns.", examples: [{}] }),
    exceptions: z
      .array(exceptionEntry)
      .default([])
      .meta({ description: "Repositories elsewhere that may be sources all the same.", examples: [[]] }),
    refused: z
      .record(organization, sentence("Why not.", "not a part of Kubernetes"))
      .default({})
      .meta({
        description: "Organisations that have asked, with the answer, which is shown to whoever asks again.",
        examples: [{}],
      }),
  })
  .meta({ description: "Whose code may become images of Kubernetes." });

export const orgsFormat = plainFormat(orgsFile, "organizations");

export const buildsFormat: Format = {
  schema: buildsFile,
  firstKey: "sources",
  subject: (path) => {
    const [section, name, ...inner] = path;
    if (section !== "builds" || typeof name !== "string") return place(path);
    const subject = buildNamePattern.test(name) ? name : quoted(name);
    return inner.length === 0 ? subject : `${subject}: ${place(inner)}`;
  },
  keyNoun: (path) => (path.at(-1) === "flags" ? "flag" : "key"),
};
