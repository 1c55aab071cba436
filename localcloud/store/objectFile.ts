import { StoreError } from "./errors.ts";

/** The properties of one cloud object: plain JSON, without undefined. */
export type Properties = Readonly<Record<string, unknown>>;

/** A cloud object with its full name. */
export interface StoredObject {
  readonly cloudName: string;
  readonly properties: Properties;
}

/** The properties as they are read back: without undefined, at any depth. */
export function asStored(values: Properties): Properties {
  return JSON.parse(JSON.stringify(values)) as Properties;
}

/** Renders an object's file, with keys sorted at every depth so that people can read, compare and edit it. */
export function renderObject(object: StoredObject): string {
  return `${JSON.stringify(sortKeys(object), undefined, 2)}\n`;
}

/**
 * Parses an object's file.
 *
 * @param path Only for the message.
 * @throws StoreError when the text is not a JSON object of the right shape; the message names the file.
 */
export function parseObject(path: string, text: string): StoredObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new StoreError(`localcloud: ${path} is damaged: ${(error as Error).message}`, { cause: error });
  }
  if (!isRecord(value) || typeof value.cloudName !== "string" || !isRecord(value.properties)) {
    throw new StoreError(
      `localcloud: ${path} is damaged: it needs "cloudName" (a text) and "properties" (an object)`,
    );
  }
  return { cloudName: value.cloudName, properties: value.properties };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortKeys(value[key])]),
  );
}
