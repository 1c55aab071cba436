import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** What a parameterised SDK says of itself under `pulumi` in its package.json: which plugin it is, given which parameter. */
interface ParameterisedPackage {
  readonly name: string;
  readonly version: string;
  readonly parameterization: { readonly name: string; readonly version: string; readonly value: string };
}

/** The package @pulumi/googleworkspace: the plugin `terraform-provider`, given a Terraform provider. */
export const googleworkspace = (
  require("@pulumi/googleworkspace/package.json") as { pulumi: ParameterisedPackage }
).pulumi;

/** The version of an SDK, which is also its plugin's. */
export function packageVersion(name: string): string {
  return (require(`${name}/package.json`) as { version: string }).version;
}
