import type * as pulumi from "@pulumi/pulumi";

/** A resource as plain data: its logical name in Pulumi, and the arguments of its constructor. */
export interface Described<Args> {
  /**
   * Unique in its stack and derived from the data's keys, never from positions: the project's id for the project
   * itself, `<project id>/<what the cloud calls it>` for everything in it.
   */
  readonly name: string;
  readonly args: Args;
}

/** The arguments of a resource's constructor with every value known: no output of another resource in them. */
export type Known<Args> = pulumi.Unwrap<Args>;

/** How to find a resource whose id the cloud makes up, so that the data cannot know it. */
export interface Lookup {
  /** The id of what holds it, such as a project. */
  readonly within: string;
  /** Properties, by the provider's names, that tell it from others there. */
  readonly where: Readonly<Record<string, unknown>>;
}
