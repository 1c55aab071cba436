/** Why a registry gave no answer that can be used. Never for what is simply not there. */
export class RegistryError extends Error {
  /** The host that was asked. */
  readonly host: string;

  constructor(host: string, problem: string) {
    super(`${host} ${problem}`);
    this.name = "RegistryError";
    this.host = host;
  }
}
