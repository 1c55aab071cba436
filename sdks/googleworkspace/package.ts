import * as pulumi from "@pulumi/pulumi";

/**
 * The plugin that does the work: it runs any Terraform provider
 * (https://www.pulumi.com/registry/packages/terraform-provider/).
 */
export const basePlugin = { name: "terraform-provider", version: "1.4.0" } as const;

/**
 * The Terraform provider that it runs: https://github.com/hashicorp/terraform-provider-googleworkspace, whose last
 * release 0.7.0 is of June 2022. Why this one: docs/adr/googleworkspace-provider.md.
 */
export const googleworkspace = { name: "googleworkspace", version: "0.7.0" } as const;

/**
 * The parameter that makes the plugin into the package. Byte for byte what `pulumi package add terraform-provider
 * hashicorp/googleworkspace` writes into the SDK that it generates, for it is a part of the state: the provider
 * resource keeps it in base64.
 */
export const parameter = JSON.stringify({
  remote: { url: "registry.opentofu.org/hashicorp/googleworkspace", version: googleworkspace.version },
});

/** The package reference of the running program, registered with the engine once. */
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
 * The constructor arguments behind a resource's name, as generated SDKs pass them.
 *
 * @param properties Every input and output: the SDK makes an `Output` only for a name that it is given.
 */
export function resourceProperties(args: object, properties: readonly string[]): pulumi.Inputs {
  const given = new Map<string, unknown>(Object.entries(args));
  return Object.fromEntries(properties.map((property) => [property, given.get(property)]));
}

/** The caller's options over the defaults of a generated SDK. */
export function resourceOptions(opts: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
  return pulumi.mergeOptions({ version: googleworkspace.version }, opts);
}
