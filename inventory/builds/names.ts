import type { BuildEvent } from "./types.ts";

/** A build is named like its Prow job; the characters are those that a trigger may have, too. */
export const buildNamePattern = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;

/** https://cloud.google.com/build/docs/api/reference/rest/v1/projects.locations.triggers#BuildTrigger, `name` */
export const maxTriggerName = 64;

/**
 * The name of a build's trigger: the build's own with what starts it behind, the build's name cut where that is too
 * long. It follows from the build alone, so that it never changes because of another; that no two builds get the same
 * one is a rule.
 */
export function triggerName(build: string, on: BuildEvent["on"]): string {
  const suffix = `-${on}`;
  return build.slice(0, maxTriggerName - suffix.length).replace(/-+$/, "") + suffix;
}
