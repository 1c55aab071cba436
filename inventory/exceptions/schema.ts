import { z } from "zod";
import type { Path } from "../document.ts";
import type { Format } from "../validate.ts";
import { quoted } from "../wording.ts";

/** A day that exists, as `YYYY-MM-DD`. */
export const day = z.string().refine(isDay, {
  error: ({ input }) => `must be a day such as 2027-03-31, not the text ${quoted(String(input))}`,
});

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text)
  );
}

const exception = z.strictObject({
  rule: z
    .string()
    .min(1)
    .meta({ description: "The rule, by its name in policy/rules/.", examples: ["one-machine-writer"] }),
  stack: z
    .string()
    .min(1)
    .meta({ description: "The stack of the resource.", examples: ["staging"] }),
  resource: z
    .string()
    .min(1)
    .meta({ description: "The one resource, by its logical name.", examples: ["k8s-staging-kind/images"] }),
  reason: z
    .string()
    .min(1)
    .meta({ description: "Why.", examples: ["moves to its own account by spring"] }),
  owner: z
    .string()
    .min(1)
    .meta({ description: "Who answers for it.", examples: ["sig-release"] }),
  expires: day.meta({ description: "The last day on which it holds.", examples: ["2027-03-31"] }),
});

/** `infra/policy-exceptions.yaml`. */
const exceptionsFile = z.strictObject({
  exceptions: z.array(exception).meta({ description: "Exceptions from the rules of policy/." }),
});

export type ExceptionsFile = z.infer<typeof exceptionsFile>;

/** The format, in words for messages. */
export const exceptionsFormat: Format = {
  schema: exceptionsFile,
  subject: (path: Path) =>
    path.length < 2 ? "the file" : ["exceptions", `[${String(path[1])}]`, ...dotted(path.slice(2))].join(""),
  keyNoun: () => "key",
};

function dotted(path: Path): string[] {
  return path.map((step) => `.${step}`);
}
