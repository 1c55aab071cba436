import type * as pulumi from "@pulumi/pulumi";
import type { API } from "./describe.ts";

/**
 * Creates the options of a proxy resource: it depends on the API that it needs and on `dependsOn`, is retained on
 * delete, and is protected unless `protect` is false.
 */
export type Options = (
  api: keyof typeof API,
  dependsOn?: readonly pulumi.Resource[],
  protect?: boolean,
) => pulumi.CustomResourceOptions;
