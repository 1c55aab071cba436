/** The stacks of this program. Each has a file `Pulumi.<stack>.yaml` and a composition in `stacks/`. */
export const STACKS = ["staging", "prod"] as const;

/** The file with a stack's configuration, from the project's root. */
export function stackFileOf(stack: StackName): string {
  return `Pulumi.${stack}.yaml`;
}

export type StackName = (typeof STACKS)[number];
