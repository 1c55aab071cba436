import type { BuildEvent } from "./types.ts";

/** A build has the name of its Prow job, limited to characters that are also valid in trigger names. */
export const buildNamePattern = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;

/** https://cloud.google.com/build/docs/api/reference/rest/v1/projects.locations.triggers#BuildTrigger, `name` */
export const maxTriggerName = 64;

/**
 * The name of a build's trigger: the build's name, shortened if necessary, and the event as a suffix. It depends on
 * this build alone, so that other builds never change it; a rule checks that names are unique.
 */
export function triggerName(build: string, on: BuildEvent["on"]): string {
  const suffix = `-${on}`;
  return build.slice(0, maxTriggerName - suffix.length).replace(/-+$/, "") + suffix;
}
