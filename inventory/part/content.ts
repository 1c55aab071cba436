/** Returns the keys of the records that were added, removed or changed. */
export function differing<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (record: T) => string,
): Set<string> {
  const former = new Map(before.map((record) => [keyOf(record), record]));
  const keys = new Set<string>();
  for (const record of after) {
    const key = keyOf(record);
    if (!sameContent(former.get(key), record)) keys.add(key);
    former.delete(key);
  }
  for (const key of former.keys()) keys.add(key);
  return keys;
}

/** Whether plain data are equal, ignoring source positions, which change with every line inserted above. */
export function sameContent(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (isPosition(one)) return isPosition(other);
  const keys = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => key in other && sameContent(one[key], other[key]))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isPosition(value: Readonly<Record<string, unknown>>): boolean {
  return "file" in value && "line" in value && "column" in value && Object.keys(value).length === 3;
}
