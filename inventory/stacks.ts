/** The stacks of this program. Each has a file `Pulumi.<stack>.yaml` and a composition in `stacks/`. */
export const STACKS = ["staging", "prod"] as const;

export type StackName = (typeof STACKS)[number];
