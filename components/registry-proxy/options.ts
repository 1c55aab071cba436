import type * as pulumi from "@pulumi/pulumi";
import type { API } from "./describe.ts";

/**
 * The options of a resource of the proxy: it waits for the API that it needs and for what else is given, and is
 * retained on delete; protected, too, unless told otherwise.
 */
export type Options = (
  api: keyof typeof API,
  dependsOn?: readonly pulumi.Resource[],
  protect?: boolean,
) => pulumi.CustomResourceOptions;
