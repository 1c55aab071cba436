/** A registry gave no usable answer. Not for missing content. */
export class RegistryError extends Error {
  /** The host of the registry. */
  readonly host: string;

  constructor(host: string, problem: string) {
    super(`${host} ${problem}`);
    this.name = "RegistryError";
    this.host = host;
  }
}
