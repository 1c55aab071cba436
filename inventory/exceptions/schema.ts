import * as z from "zod";
import { day } from "../yaml/day.ts";
import { place, plainFormat, type Format } from "../yaml/validate.ts";

const exception = z
  .strictObject({
    rule: z
      .string()
      .min(1)
      .meta({
        description: "The rule, by its name in policy/rules/; `bin/infra plan <stack>` says it.",
        examples: ["one-machine-writer"],
      }),
    stack: z
      .string()
      .min(1)
      .meta({ description: "The stack of the resource.", examples: ["staging"] }),
    resource: z
      .string()
      .min(1)
      .meta({
        description: "The one resource, by its logical name; there are no patterns.",
        examples: ["k8s-staging-kind/images"],
      }),
    reason: z
      .string()
      .min(1)
      .meta({ description: "Why it may be so for now.", examples: ["moves to its own account by spring"] }),
    owner: z
      .string()
      .min(1)
      .meta({ description: "Who answers for it.", examples: ["sig-release"] }),
    expires: day.meta({ description: "The last day on which it holds (UTC).", examples: ["2027-03-31"] }),
  })
  .meta({ description: "An exception: one resource, one rule, a reason and a last day." });

/** `infra/policy-exceptions.yaml`. */
export const exceptionsFile = z
  .strictObject({
    exceptions: z.array(exception).meta({ description: "The exceptions." }),
  })
  .meta({ description: "Which resource need not keep which rule of policy/, until when." });

export type ExceptionsFile = z.infer<typeof exceptionsFile>;

/** The format, with the words for messages. */
export const exceptionsFormat: Format = {
  ...plainFormat(exceptionsFile, "exceptions"),
  subject: (path) => (path.length < 2 ? "the file" : place(path)),
};
