import type { SourceException } from "./builds/types.ts";
import type { Group, Limits } from "./groups/types.ts";
import type { Inventory } from "./projects/types.ts";
import type { Registry } from "./registry/types.ts";

/** Everything a stack is built from. */
export interface Data {
  readonly inventory: Inventory;
  /** Sorted by address. Includes the groups that staging projects get by the naming rule, declared or not. */
  readonly groups: readonly Group[];
  readonly registry: Registry;
  readonly limits: Limits;
  /** Repositories outside the project's own organizations that images may be built from. */
  readonly sourceExceptions: readonly SourceException[];
}
