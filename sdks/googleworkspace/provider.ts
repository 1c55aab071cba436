import * as pulumi from "@pulumi/pulumi";
import { getPackage, resourceOptions, resourceProperties } from "./package.ts";

/** How the provider authenticates. When all are absent, it uses application default credentials. */
export interface ProviderArgs {
  /** A short-lived OAuth token; takes precedence over `credentials`. Environment: GOOGLE_OAUTH_ACCESS_TOKEN. */
  accessToken?: pulumi.Input<string>;
  /** A service account key in JSON, or the path of one. Environment: GOOGLEWORKSPACE_CREDENTIALS. */
  credentials?: pulumi.Input<string>;
  /** The Workspace customer, such as `C01abcd23`. Environment: GOOGLEWORKSPACE_CUSTOMER_ID. */
  customerId?: pulumi.Input<string>;
  /** The administrator whom the service account impersonates. Environment: GOOGLEWORKSPACE_IMPERSONATED_USER_EMAIL. */
  impersonatedUserEmail?: pulumi.Input<string>;
  oauthScopes?: pulumi.Input<pulumi.Input<string>[]>;
  /** The service account that created `accessToken`, when a user is to be impersonated. */
  serviceAccount?: pulumi.Input<string>;
}

/** A connection to one Google Workspace. */
export class Provider extends pulumi.ProviderResource {
  static readonly __pulumiType = "googleworkspace";

  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const { oauthScopes, ...texts } = args;
    const properties = [
      "accessToken",
      "credentials",
      "customerId",
      "impersonatedUserEmail",
      "serviceAccount",
    ];
    const inputs = {
      ...resourceProperties(texts, properties),
      // A provider input that is not a string travels as JSON.
      oauthScopes: pulumi.output(oauthScopes).apply((scopes) => scopes && JSON.stringify(scopes)),
    };
    super(Provider.__pulumiType, name, inputs, resourceOptions(opts), false, getPackage());
  }
}
