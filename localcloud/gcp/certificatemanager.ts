import type { GoogleCloud } from "./cloud.ts";
import { linkFault, relativeLink, usersOf } from "./links.ts";
import type { NamedType } from "./namedType.ts";

/** The API of certificates, maps and authorisations. */
export const CERTIFICATE_MANAGER = "certificatemanager.googleapis.com";

/** What all of them have: their API. */
export const certificateType = { service: CERTIFICATE_MANAGER } satisfies Partial<NamedType>;

/** The only location that a global load balancer takes certificates from. */
export const locationField = { shape: "string", default: "global", replaces: true } as const;

/** What is wrong with a link to one of them; undefined when it exists. */
export function certificateLinkFault(cloud: GoogleCloud, kind: string, link: unknown): string | undefined {
  return linkFault(cloud, CERTIFICATE_MANAGER, kind, link);
}

/** What is stored of the resource that a link leads to. */
export function certificateResource(cloud: GoogleCloud, link: unknown) {
  return cloud.store.read(`${CERTIFICATE_MANAGER}/${relativeLink(link)}`);
}

/** Those in the same project that refer to this one. */
export function certificateUsers(path: string, cloud: GoogleCloud): string[] {
  return usersOf(cloud, `${CERTIFICATE_MANAGER}/projects/${path.split("/")[1] ?? ""}`, path);
}
