import * as z from "zod";

/** A role that an address holds in one revision but not in the other. */
const right = z.strictObject({
  project: z.string(),
  on: z.string().describe("The kind of a resource and its name, such as `bucket k8s-staging-kind`."),
  role: z.string(),
  through: z.array(z.string()).describe("Groups and accounts on the way, the nearest to the address first."),
  otherwise: z
    .enum(["nowhere", "elsewhere", "there"])
    .describe(
      "Where in the project the other revision lets the address do the same: nowhere; elsewhere, on other resources alone; there, on this one as well, by another role.",
    ),
});

/** What an address gains and loses, as in the JSON report of a change. */
export const accessChange = z.strictObject({
  address: z.string().describe("In lower case; `allUsers` for everybody."),
  kind: z.enum(["person", "group", "service account", "everybody"]),
  membersKnown: z.boolean().describe("False for a group whose members are not all listed."),
  gains: z.array(right),
  loses: z.array(right),
});

export type Right = z.output<typeof right>;
export type AccessChange = z.output<typeof accessChange>;
