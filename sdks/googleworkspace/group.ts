import * as pulumi from "@pulumi/pulumi";
import { getPackage, resourceOptions, resourceProperties } from "./package.ts";
import type { Timeouts } from "./timeouts.ts";

export interface GroupArgs {
  /** The address, unique in the Workspace. A change renames the group. */
  email: pulumi.Input<string>;
  /** The display name; defaults to the address. */
  name?: pulumi.Input<string>;
  description?: pulumi.Input<string>;
  /** Additional addresses. */
  aliases?: pulumi.Input<pulumi.Input<string>[]>;
  timeouts?: pulumi.Input<Timeouts>;
}

/**
 * A Google Group. Google assigns its id (`01abcde23fg4h5i`); it is imported by that id or by its address.
 * https://registry.terraform.io/providers/hashicorp/googleworkspace/0.7.0/docs/resources/group
 */
export class Group extends pulumi.CustomResource {
  static readonly __pulumiType = "googleworkspace:index/group:Group";

  declare readonly email: pulumi.Output<string>;
  declare readonly name: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string | undefined>;
  declare readonly aliases: pulumi.Output<string[] | undefined>;
  declare readonly timeouts: pulumi.Output<Timeouts | undefined>;
  declare readonly adminCreated: pulumi.Output<boolean>;
  /** Excludes the members of member groups. */
  declare readonly directMembersCount: pulumi.Output<number>;
  declare readonly etag: pulumi.Output<string>;
  declare readonly nonEditableAliases: pulumi.Output<string[]>;

  constructor(name: string, args: GroupArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = resourceProperties(args, [
      "email",
      "name",
      "description",
      "aliases",
      "timeouts",
      "adminCreated",
      "directMembersCount",
      "etag",
      "nonEditableAliases",
    ]);
    super(Group.__pulumiType, name, inputs, resourceOptions(opts), false, getPackage());
  }
}
