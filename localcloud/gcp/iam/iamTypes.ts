import type { ResourceType } from "../../provider/resourceType.ts";
import type { GoogleCloud } from "../cloud.ts";
import { iamBinding } from "./iamBinding.ts";
import { iamMember } from "./iamMember.ts";
import type { IamTarget } from "./target.ts";

/**
 * The types that bind a role, and that add one member to a role.
 *
 * @param module the types' module and, in it, what their names start with: `storage`, `BucketIAM`
 */
export function iamTypes(module: string, start: string, target: IamTarget): ResourceType<GoogleCloud>[] {
  const token = (name: string) => `gcp:${module}/${name[0]!.toLowerCase()}${name.slice(1)}:${name}`;
  return [iamBinding(token(`${start}Binding`), target), iamMember(token(`${start}Member`), target)];
}
