import { InvalidArgumentError } from "commander";

/** Parses the seed of fault injection. Throws an `InvalidArgumentError` for anything but digits. */
export function wholeNumber(value: string): string {
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError("Give it a whole number, such as 7.");
  return value;
}
