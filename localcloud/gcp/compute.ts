import { string } from "../provider/shapes.ts";
import type { GoogleCloud } from "./cloud.ts";
import { linkFault, usersOf } from "./links.ts";
import type { NamedType } from "./namedType.ts";

/** The API of all compute resources. */
export const COMPUTE = "compute.googleapis.com";

/** What all compute types share: their API, and the output `selfLink`. */
export const computeType = {
  service: COMPUTE,
  computed: ["selfLink"],
  outputs: (_stored, path) => ({ selfLink: `https://www.googleapis.com/compute/v1/${path}` }),
} satisfies Partial<NamedType>;

/** The name of a resource, which is immutable. */
export const nameField = string("required", "replaces");

/** The error for a link to a compute resource; undefined when the resource exists. */
export function computeLinkFault(cloud: GoogleCloud, kind: string, link: unknown): string | undefined {
  return linkFault(cloud, COMPUTE, kind, link);
}

/** Returns a function that lists the global resources of these kinds, in the same project, that refer to a resource. */
export function globalUsers(...kinds: readonly string[]) {
  return (path: string, cloud: GoogleCloud): string[] => {
    const project = path.split("/")[1] ?? "";
    return kinds.flatMap((kind) => usersOf(cloud, `${COMPUTE}/projects/${project}/global/${kind}`, path));
  };
}
