/** The pattern in `allowedGroups` that matches only `address`. */
export function patternFor(address: string): string {
  return `^${address.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&")}$`;
}
