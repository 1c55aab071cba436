import * as z from "zod";
import { quoted } from "../../terminal/wording.ts";
import { place, plainFormat, type Format } from "../yaml/validate.ts";
import { addressPattern } from "./address.ts";
import { isGlob, maxStars } from "../yaml/glob.ts";
import { defaultSettings, settingMeanings, settingValues, type SettingName } from "./settings.ts";
import { waivableRules } from "./types.ts";

/**
 * The formats of `config.yaml`, `restrictions.yaml` and `groups.yaml`: upstream's (facts/upstream.md §3), validated
 * strictly, since an ignored wrong key means a group that is never created (facts §10, rows 3 and 4). As in
 * `inventory/projects/schema.ts`, checks across values are rules.
 */

/** "Maximum length is 300 characters": Google's reference (see settings.ts), and upstream's test. */
export const maxDescription = 300;

const address = z
  .string()
  .regex(addressPattern, {
    error: ({ input }) => `must be an e-mail address, not the text ${quoted(String(input))}`,
  })
  .meta({
    description: "An e-mail address.",
    examples: ["somebody@example.com"],
    patternErrorMessage: "must be an e-mail address",
  });

/** A value in a map of strings. It needs quotes; otherwise YAML reads a boolean. */
function setting(name: SettingName, values: readonly string[]) {
  const isFlag = values.includes("true");
  const schema = isFlag
    ? z.enum(values, {
        error: ({ input }) => (input === null ? "has no value" : 'must be "true" or "false", in quotes'),
      })
    : z.enum(values);
  return schema.optional().meta({
    description: settingMeanings[name],
    examples: [isFlag ? '"true"' : values[0]],
    default: defaultSettings[name],
  });
}

/** The settings of a group. */
export const settings = z
  .strictObject(
    Object.fromEntries(
      Object.entries(settingValues).map(([name, values]) => [name, setting(name as SettingName, values)]),
    ),
  )
  .meta({
    description: "Settings of the group that differ from the defaults, the values in quotes.",
    examples: [{ ReconcileMembers: '"true"' }],
  });

const people = (description: string) =>
  z
    .array(address)
    .optional()
    .meta({ description, examples: [["somebody@example.com"]] });

export const groupEntry = z
  .strictObject({
    "email-id": address.meta({
      description: "The group's address: the name and the domain.",
      examples: ["sig-node-leads@kubernetes.io"],
    }),
    name: z
      .string()
      .min(1)
      .meta({
        description:
          "The address without its domain. Behind k8s-infra-staging- there is room for 18 characters.",
        examples: ["sig-node-leads"],
      }),
    description: z
      .string()
      .refine((text) => lengthOf(text) <= maxDescription, {
        error: ({ input }) =>
          `has ${lengthOf(String(input))} characters; Google takes at most ${maxDescription}`,
      })
      .optional()
      .meta({
        description: "What the group is for.",
        examples: ["ACL for staging kind"],
        maxLength: maxDescription,
      }),
    settings: settings.optional(),
    owners: people("Who may change the group; groups of k8s-infra have none."),
    managers: people("Who may change its members."),
    members: people("Everybody else in it: people, service accounts, other groups."),
    membership: z
      .enum(["complete", "partial"])
      .optional()
      .meta({
        description: "`partial`: the lists do not name everybody, so nobody is removed who is not listed.",
        examples: ["partial"],
        default: "complete",
      }),
    state: z
      .enum(["active", "retired"])
      .optional()
      .meta({
        description: "`retired`: the group is deleted; when that has happened, the entry may go.",
        examples: ["retired"],
        default: "active",
      }),
  })
  .meta({ description: "A group." });

/** A path inside the folder of config.yaml. */
const innerPath = (what: string, example: string) =>
  z
    .string()
    .regex(/^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[^\\]+$/, "must be a path inside the folder of config.yaml")
    .meta({ description: `${what}, relative to config.yaml.`, examples: [example] });

/** The file `config.yaml`. */
export const configFile = z
  .strictObject({
    "secret-version": z
      .string()
      .regex(/^projects\/[^/]+\/secrets\/[^/]+\/versions\/[^/]+$/, "must name the version of a secret")
      .meta({
        description: "The secret with the key of the account that manages the groups.",
        examples: ["projects/<project>/secrets/<name>/versions/latest"],
      }),
    "bot-id": address.meta({
      description: "The user in whose name it acts.",
      examples: ["bot@kubernetes.io"],
    }),
    "groups-path": innerPath("The folder of groups.yaml files", "."),
    "restrictions-path": innerPath("The file of restrictions", "restrictions.yaml"),
    domains: z
      .array(
        z
          .string()
          .regex(
            /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/,
            "must be a lower case domain",
          )
          .meta({ description: "A domain.", examples: ["kubernetes.io"] }),
      )
      .min(1)
      .meta({ description: "The domains of the groups, the main one first.", examples: [["kubernetes.io"]] }),
    "skip-kubernetes-io-tests": z
      .boolean()
      .optional()
      .meta({
        description: "True: rules about single groups of kubernetes.io do not apply.",
        examples: [false],
        default: false,
      }),
  })
  .meta({ description: "Where the groups are, and who manages them. Upstream's format." });

/** `config.yaml` as written. */
export type ConfigFile = z.output<typeof configFile>;

/** The file `restrictions.yaml`. Regular expressions are checked elsewhere. */
export const restrictionsFile = z
  .strictObject({
    restrictions: z
      .array(
        z
          .strictObject({
            path: z
              .string()
              .min(1)
              .refine(isGlob, `must be a path with only * ** and ?, and at most ${maxStars} stars`)
              .meta({
                description:
                  "Which files, relative to the folder of groups: * and ? stay within a folder, ** does not.",
                examples: ["sig-node/groups.yaml"],
              }),
            allowedGroups: z
              .array(
                z
                  .string()
                  .min(1)
                  .meta({
                    description: "A regular expression of addresses.",
                    examples: ["^sig-node@kubernetes\\.io$"],
                  }),
              )
              .optional()
              .meta({
                description:
                  "Regular expressions, one of which every group of the file matches; without them, none may.",
                examples: [["^sig-node@kubernetes\\.io$"]],
              }),
          })
          .meta({ description: "Which groups the files of a path may declare." }),
      )
      .meta({ description: "The first entry whose path matches a file applies.", examples: [[]] }),
  })
  .meta({ description: "Which file may declare which group. Upstream's format." });

/** A file `groups.yaml`. */
export const groupsFile = z
  .strictObject({
    groups: z.array(groupEntry).meta({ description: "The groups.", examples: [[]] }),
  })
  .meta({ description: "Google Groups of kubernetes.io: who may write which images. Upstream's format." });

const someText = (description: string, example: string) =>
  z
    .string()
    .trim()
    .min(1)
    .meta({ description, examples: [example] });

/** One entry of `waivers` in `limits.yaml`. */
export const waiverEntry = z
  .strictObject({
    rule: z
      .enum(waivableRules)
      .meta({ description: "The rule, as a message names it.", examples: ["group-shrinks"] }),
    subject: someText(
      "What the message is about: a group, a project, a section, `groups` or `projects`.",
      "k8s-infra-staging-kind@kubernetes.io",
    ),
    reason: someText("Why the change is right all the same.", "the leads stepped down together"),
    approver: someText("Who answers for it.", "<GitHub handle>"),
    expires: z.iso
      .date("must be a day as 2026-12-31")
      .meta({ description: "The last day it may stand here.", examples: ["2026-12-31"] }),
  })
  .meta({ description: "Excuses the change that brings it from one rule, and counts in no other." });

/** The file `limits.yaml`. */
export const limitsFile = z
  .strictObject({
    required_members: z
      .record(
        z.string().regex(addressPattern, "must be a group's e-mail address").meta({ title: "group" }),
        z.array(address).min(1).meta({ description: "The addresses of its members." }),
      )
      .optional()
      .meta({
        description: "Who must be in a group, by its address, whatever the change.",
        examples: [{ "admins@kubernetes.io": ["somebody@example.com"] }],
      }),
    waivers: z
      .array(waiverEntry)
      .optional()
      .meta({
        description: "Excuses of single changes from a limit. They go when the change is made.",
        examples: [[]],
      }),
  })
  .meta({
    description: "What a change must not take away: held by `bin/infra check --base` and by the gate.",
  });

export const limitsFormat = plainFormat(limitsFile, "waivers");

export const configFormat = plainFormat(configFile, "secret-version");

export const restrictionsFormat = plainFormat(restrictionsFile, "restrictions");

export const groupsFormat: Format = {
  schema: groupsFile,
  firstKey: "groups",
  subject: (path, root) => {
    const email = path.length > 1 ? emailAt(root, Number(path[1])) : undefined;
    if (email === undefined) return place(path);
    const inner = path.slice(2);
    return inner.length === 0 ? quotedIfStrange(email) : `${quotedIfStrange(email)}: ${place(inner)}`;
  },
  keyNoun: (path) => (path.at(-1) === "settings" ? "setting" : "key"),
};

function emailAt(root: unknown, index: number): string | undefined {
  const groups = (root as { groups?: unknown }).groups;
  const entry: unknown = Array.isArray(groups) ? groups[index] : undefined;
  const email = (entry as Record<string, unknown> | null | undefined)?.["email-id"];
  return typeof email === "string" && email !== "" ? email : undefined;
}

function quotedIfStrange(email: string): string {
  return addressPattern.test(email) ? email : quoted(email);
}

/** Counts characters as Google and upstream do: an emoji is one. */
function lengthOf(text: string): number {
  return [...text].length;
}
