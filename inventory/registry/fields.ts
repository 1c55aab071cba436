import * as z from "zod";
import type { Path } from "../yaml/document.ts";
import { place } from "../yaml/validate.ts";
import { groupPattern, projectIdLength, projectIdPattern } from "../projects/naming.ts";

/** Fields shared by the schemas of the files below `infra/registry/`. */

/** Removing an item takes two updates: the first lifts its protection, the second drops it from the state. */
export const state = z
  .enum(["active", "retired"])
  .default("active")
  .meta({
    description: "`retired`: no longer protected, so that a later change may remove it; nothing is deleted.",
    examples: ["retired"],
  });

/** `<namespace>/<name>` of a Kubernetes service account: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const kubernetesAccount = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\/[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
    "must be a Kubernetes service account, as `namespace/name`",
  )
  .meta({ description: "A Kubernetes service account.", examples: ["test-pods/s3-sync"] });

/** A Google Group of the project. */
export const groupAddress = z
  .string()
  .regex(groupPattern, "must be the lower case address of a group in kubernetes.io")
  .meta({ description: "A Google Group.", examples: ["k8s-infra-staging-cip-test@kubernetes.io"] });

export const projectId = z
  .string()
  .min(projectIdLength.min, `must have at least ${projectIdLength.min} characters`)
  .max(projectIdLength.max, `must have at most ${projectIdLength.max} characters`)
  .regex(projectIdPattern, "must be a project id: lower case letters, digits and hyphens")
  .meta({ title: "project" });

/** How messages name parts: `prod: cdn.alias`, `k8s-artifacts-prod: locations`; `depth` keys lead to the owner. */
export function subjectBelow(depth: number): (path: Path) => string {
  return (path) => {
    if (path.length <= depth) return place(path);
    const inner = path.slice(depth);
    const owner = String(path[depth - 1]);
    return inner.length === 0 ? owner : `${owner}: ${place(inner)}`;
  };
}
