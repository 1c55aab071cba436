/** A resource as plain data: its logical name in Pulumi, and the arguments of its constructor. */
export interface Described<Args> {
  /**
   * Unique in its stack and derived from the data's keys, never from positions: the project's id for the project
   * itself, `<project id>/<what the cloud calls it>` for everything in it.
   */
  readonly name: string;
  readonly args: Args;
}
