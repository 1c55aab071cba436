import { string } from "../provider/shapes.ts";
import type { GoogleCloud } from "./cloud.ts";
import { linkFault, relativeLink, usersOf } from "./links.ts";
import type { NamedType } from "./namedType.ts";

/** The API of certificates, certificate maps and DNS authorizations. */
export const CERTIFICATE_MANAGER = "certificatemanager.googleapis.com";

/** What all of these types share: their API. */
export const certificateType = { service: CERTIFICATE_MANAGER } satisfies Partial<NamedType>;

/** The only location whose certificates a global load balancer accepts. */
export const locationField = string("replaces", { default: "global" });

/** The error for a link to a resource of this API; undefined when the resource exists. */
export function certificateLinkFault(cloud: GoogleCloud, kind: string, link: unknown): string | undefined {
  return linkFault(cloud, CERTIFICATE_MANAGER, kind, link);
}

/** The stored properties of the resource that a link points to. */
export function certificateResource(cloud: GoogleCloud, link: unknown) {
  return cloud.store.read(`${CERTIFICATE_MANAGER}/${relativeLink(link)}`);
}

/** The resources of this API in the same project that refer to this one. */
export function certificateUsers(path: string, cloud: GoogleCloud): string[] {
  return usersOf(cloud, `${CERTIFICATE_MANAGER}/projects/${path.split("/")[1] ?? ""}`, path);
}
