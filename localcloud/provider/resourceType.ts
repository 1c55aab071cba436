import type { Fields } from "./fields.ts";

/** Property values as they come over gRPC: plain JSON. */
export type Values = Readonly<Record<string, unknown>>;

/** One reason why Check refuses the inputs; the engine prints it with the resource's name. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** A resource of the cloud as Pulumi's state knows it. */
export interface Resource {
  readonly id: string;
  readonly outputs: Values;
}

/**
 * One resource type of a provider.
 *
 * `Cloud` is what the provider's operations work on. An operation that the cloud would refuse throws an error whose
 * message reads like the cloud's.
 */
export interface ResourceType<Cloud> {
  /** The SDK's type token, such as `gcp:storage/bucket:Bucket`. */
  readonly token: string;
  readonly fields: Fields;
  /** The real plugin can name it by itself: under a name of the program's it deletes the old one before a replacement. */
  readonly autonamed?: true;
  /** Outputs that the cloud decides: unknown at preview, never a difference. */
  readonly computed: readonly string[];
  /** What the real plugin rejects at Check, beyond the forms of `fields`. Values inside `inputs` can be unknown. */
  check?(inputs: Values): CheckFailure[];
  /** Outputs that follow from the inputs alone; known at preview and compared by Diff. */
  planned?(inputs: Values, cloud: Cloud): Values;
  create(inputs: Values, cloud: Cloud): Resource;
  /**
   * Finds the resource.
   *
   * @param id The id in the state, or one of the import formats of the SDK's documentation.
   * @param outputs The state's outputs; empty when importing.
   * @returns undefined when it is gone.
   */
  read(id: string, outputs: Values, cloud: Cloud): Resource | undefined;
  /**
   * Import ids of the resources inside of `within` that have these properties; for types whose ids the cloud makes up.
   */
  find?(within: string, where: Values, cloud: Cloud): string[];
  /** Undefined for types of which every property replaces. */
  update?(id: string, outputs: Values, inputs: Values, cloud: Cloud): Values;
  delete(id: string, outputs: Values, cloud: Cloud): void;
}
