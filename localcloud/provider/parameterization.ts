/** The package that a parameterized plugin becomes, as `pulumi package add` writes it into a generated SDK. */
export interface Parameterization {
  /** The package's name, the first part of its type tokens. */
  readonly name: string;
  /** The package's version, not the plugin's. */
  readonly version: string;
  /** Opaque to everything but the plugin; for `terraform-provider` a JSON string. */
  readonly value: string;
}
