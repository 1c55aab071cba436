import * as pulumi from "@pulumi/pulumi";

/**
 * The plugin that the package is based on: it runs any Terraform provider
 * (https://www.pulumi.com/registry/packages/terraform-provider/).
 */
export const basePlugin = { name: "terraform-provider", version: "1.4.0" } as const;

/**
 * The Terraform provider that the plugin runs: https://github.com/hashicorp/terraform-provider-googleworkspace, whose
 * last release, 0.7.0, dates from June 2022. The reasons for it: docs/adr/googleworkspace-provider.md.
 */
export const googleworkspace = { name: "googleworkspace", version: "0.7.0" } as const;

/**
 * The parameter that turns the plugin into the package. It must equal, byte for byte, what `pulumi package add
 * terraform-provider hashicorp/googleworkspace` writes into the SDK that it generates, because the provider resource
 * keeps it in the state, in base64.
 */
export const parameter = JSON.stringify({
  remote: { url: "registry.opentofu.org/hashicorp/googleworkspace", version: googleworkspace.version },
});

/** The package reference of the running program; the engine registers it once. */
export async function getPackage(): Promise<string | undefined> {
  return await pulumi.runtime.registerPackage({
    baseProviderName: basePlugin.name,
    baseProviderVersion: basePlugin.version,
    baseProviderDownloadUrl: "",
    packageName: googleworkspace.name,
    packageVersion: googleworkspace.version,
    base64Parameter: Buffer.from(parameter).toString("base64"),
  });
}

/**
 * The properties that a resource's constructor passes on, as in a generated SDK.
 *
 * @param properties Every input and output: the SDK creates an `Output` only for the names it is given.
 */
export function resourceProperties(args: object, properties: readonly string[]): pulumi.Inputs {
  const given = new Map<string, unknown>(Object.entries(args));
  return Object.fromEntries(properties.map((property) => [property, given.get(property)]));
}

/** The caller's options, merged over the defaults of a generated SDK. */
export function resourceOptions(opts: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
  return pulumi.mergeOptions({ version: googleworkspace.version }, opts);
}
