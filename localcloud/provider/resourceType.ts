import type { Fields } from "./fields.ts";

/** Property values as they travel over gRPC: plain JSON. */
export type Values = Readonly<Record<string, unknown>>;

/** One reason why Check rejects the inputs; the engine prints it with the resource's name. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** A cloud resource as Pulumi's state records it. */
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
  /**
   * The real plugin can generate its name. Under a name that the program gives, a replacement deletes the old resource
   * first.
   */
  readonly autonamed?: true;
  /** Outputs that the cloud decides: unknown in a preview, never a difference. */
  readonly computed: readonly string[];
  /** What the real plugin rejects at Check, beyond malformed `fields`. Values inside `inputs` may be unknown. */
  check?(inputs: Values): CheckFailure[];
  /** Outputs that the inputs alone determine; known in a preview and compared by Diff. */
  planned?(inputs: Values, cloud: Cloud): Values;
  create(inputs: Values, cloud: Cloud): Resource;
  /**
   * Finds the resource.
   *
   * @param id The id in the state, or one of the import formats in the SDK's documentation.
   * @param outputs The outputs in the state; empty when importing.
   * @returns undefined when the resource no longer exists.
   */
  read(id: string, outputs: Values, cloud: Cloud): Resource | undefined;
  /**
   * The import ids of the resources within `within` that have these properties; for types whose ids the cloud
   * generates.
   */
  find?(within: string, where: Values, cloud: Cloud): string[];
  /** Absent for types of which every property requires a replacement. */
  update?(id: string, outputs: Values, inputs: Values, cloud: Cloud): Values;
  delete(id: string, outputs: Values, cloud: Cloud): void;
}
