import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** The `pulumi` section of a parameterized SDK's package.json: the plugin, and the parameter it is given. */
interface ParameterisedPackage {
  readonly name: string;
  readonly version: string;
  readonly parameterization: { readonly name: string; readonly version: string; readonly value: string };
}

/** The package @pulumi/googleworkspace: the plugin `terraform-provider`, parameterized with a Terraform provider. */
export const googleworkspace = (
  require("@pulumi/googleworkspace/package.json") as { pulumi: ParameterisedPackage }
).pulumi;

/** Returns the version of an SDK, which is also the version of its plugin. */
export function packageVersion(name: string): string {
  return (require(`${name}/package.json`) as { version: string }).version;
}
