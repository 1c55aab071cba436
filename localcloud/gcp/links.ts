import type { GoogleCloud } from "./cloud.ts";

/**
 * Strips the API's address from a link. Resources refer to each other by full URL or by the part from `projects/` on,
 * and the plugin considers both equal (CompareSelfLinkRelativePaths in terraform-provider-google).
 */
export function relativeLink(link: unknown): string {
  return String(link)
    .replace(/^(https:)?\/\/([a-z]+\.)?googleapis\.com\/([a-z]+\/v[a-z0-9]+\/|)/, "")
    .replace(/^\/\/[a-z]+\.googleapis\.com\//, "");
}

/** Whether two links point to the same resource. */
export function sameLink(a: unknown, b: unknown): boolean {
  return relativeLink(a) === relativeLink(b);
}

/**
 * The error for a link; undefined when it points to an existing resource.
 *
 * @param service The API that the resource belongs to, such as `compute.googleapis.com`.
 * @param kind The collection as links spell it, such as `backendServices`.
 */
export function linkFault(
  cloud: GoogleCloud,
  service: string,
  kind: string,
  link: unknown,
): string | undefined {
  const path = relativeLink(link);
  const parts = path.split("/");
  if (parts[0] !== "projects" || parts.at(-2) !== kind || parts.includes("")) {
    return `Invalid value for field 'resource': '${String(link)}'. The URL is malformed: a ${kind} resource is expected.`;
  }
  return cloud.store.read(`${service}/${path}`) === undefined
    ? `The resource '${path}' was not found`
    : undefined;
}

/** The names of the resources below `below` whose stored properties contain a link to this one, at any depth. */
export function usersOf(cloud: GoogleCloud, below: string, path: string): string[] {
  return cloud.store
    .list(below)
    .filter(({ properties }) => holds(properties, path))
    .map(({ cloudName }) => cloudName.slice(cloudName.indexOf("/") + 1));
}

function holds(value: unknown, path: string): boolean {
  if (typeof value === "string") return relativeLink(value) === path;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((inner) => holds(inner, path));
}
