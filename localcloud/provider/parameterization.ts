/** Which package a plugin that can be many becomes: what `pulumi package add` writes into a generated SDK. */
export interface Parameterization {
  /** The package's name, which type tokens begin with. */
  readonly name: string;
  /** The package's version, not the plugin's. */
  readonly version: string;
  /** What only the plugin understands; for `terraform-provider` a JSON text. */
  readonly value: string;
}
