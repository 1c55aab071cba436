import type * as pulumi from "@pulumi/pulumi";

/** A resource as plain data: its logical name in Pulumi and its constructor arguments. */
export interface Described<Args> {
  /**
   * Unique in its stack, and derived from keys in the data, never from positions: the project id for the project
   * itself, `<project id>/<name in the cloud>` for everything in it.
   */
  readonly name: string;
  readonly args: Args;
}

/** Constructor arguments with only known values: no outputs of other resources. */
export type Known<Args> = pulumi.Unwrap<Args>;

/** How to look up a resource whose id the cloud generates, so that the data cannot determine it. */
export interface Lookup {
  /** The id of its container, such as a project. */
  readonly within: string;
  /** Properties, by the provider's names, that identify it there. */
  readonly where: Readonly<Record<string, unknown>>;
}
