/** Decodes an input of a provider resource. The SDK sends every input that is not a string as a JSON string. */
export function decoded(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
