import type { GoogleCloud } from "./cloud.ts";
import { linkFault, usersOf } from "./links.ts";
import type { NamedType } from "./namedType.ts";

/** The API of everything below compute. */
export const COMPUTE = "compute.googleapis.com";

/** What all of them have: their API, and the output `selfLink`. */
export const computeType = {
  service: COMPUTE,
  computed: ["selfLink"],
  outputs: (_stored, path) => ({ selfLink: `https://www.googleapis.com/compute/v1/${path}` }),
} satisfies Partial<NamedType>;

/** The name of a resource, which cannot change. */
export const nameField = { shape: "string", required: true, replaces: true } as const;

/** What is wrong with a link to a resource of compute; undefined when it exists. */
export function computeLinkFault(cloud: GoogleCloud, kind: string, link: unknown): string | undefined {
  return linkFault(cloud, COMPUTE, kind, link);
}

/** The global resources of these kinds, in the same project, that refer to this one. */
export function globalUsers(...kinds: readonly string[]) {
  return (path: string, cloud: GoogleCloud): string[] => {
    const project = path.split("/")[1] ?? "";
    return kinds.flatMap((kind) => usersOf(cloud, `${COMPUTE}/projects/${project}/global/${kind}`, path));
  };
}
