/** Property values as they travel over gRPC: plain JSON. */
export type Values = Readonly<Record<string, unknown>>;

/** The shape of a value. `list` is compared in order, `set` regardless of order and duplicates. */
export type Shape =
  | "string"
  | "boolean"
  | "number"
  | { readonly list: Shape }
  | { readonly set: Shape }
  | { readonly map: "string" }
  | { readonly object: Fields };

/** One input property, by the SDK's name. */
export interface Field {
  readonly shape: Shape;
  readonly required?: true;
  /** A change requires a replacement (ForceNew in the Terraform provider that the real plugin wraps). */
  readonly replaces?: true;
  /** The cloud chooses a value when the program gives none, so omitting the property is not a change. */
  readonly computed?: true;
  /** Filled in by Check, as the real plugin does, and added to a resource that is imported. */
  readonly default?: string | boolean;
  /**
   * The value that the plugin assumes for an absent one. It is compared and sent, but not filled in by Check: that is
   * how packages bridged at run time behave (pulumi-terraform-bridge dynamic/testdata/TestPrimitiveTypes/check.golden).
   */
  readonly implied?: string | boolean;
  /** Kept only in Pulumi's state, not in the cloud: what happens at delete, for example. */
  readonly stateOnly?: true;
  /** The values that the real plugin accepts at Check. */
  readonly oneOf?: readonly string[];
  /** Whether two different values mean the same. */
  readonly same?: (a: unknown, b: unknown) => boolean;
}

export type Fields = Readonly<Record<string, Field>>;

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
