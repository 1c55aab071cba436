/** Orders text by its code units: the same on every machine, and for ASCII as Go does. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
