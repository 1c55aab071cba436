import type { CheckFailure, Field, Values } from "../../provider/resourceType.ts";
import { object, string } from "../../provider/shapes.ts";
import { isUnknown } from "../../provider/unknown.ts";
import { badRequest } from "../apiError.ts";
import type { GoogleCloud } from "../cloud.ts";
import { memberCheckFault, memberFault } from "./members.ts";
import type { Condition } from "./policy.ts";
import { roleFault } from "./roles.ts";
import type { IamTarget, PolicyObject } from "./target.ts";

/** The input `condition`; the real plugin rejects one without a title (gcp-provider.md). */
export const conditionField: Field = object("replaces", {
  title: string("required"),
  expression: string("required"),
  description: string(),
});

export function conditionOf(values: Values): Condition | undefined {
  return values.condition as Condition | undefined;
}

/** What a condition adds to a resource's id. */
export function suffixOf(condition: Condition | undefined): string {
  return condition === undefined ? "" : `/${condition.title}`;
}

/** The real plugin's check of each member; unknown ones pass. */
export function checkMembers(property: string, members: readonly string[] | string): CheckFailure[] {
  const list = typeof members === "string" ? [members] : members;
  return list.flatMap((member) => {
    const reason = isUnknown(member) ? undefined : memberCheckFault(member);
    return reason === undefined ? [] : [{ property, reason }];
  });
}

/** The object that the inputs identify. @throws Error when they are incomplete */
export function objectOf(target: IamTarget, inputs: Values, cloud: GoogleCloud): PolicyObject {
  const object = target.object(inputs, cloud);
  if (object === undefined) throw new Error(`${target.title}: project, location or name is not set`);
  return object;
}

/** Throws IAM's error when the object, the role or a member does not exist. */
export function refuseBinding(
  target: IamTarget,
  object: PolicyObject,
  role: string,
  members: readonly string[],
  cloud: GoogleCloud,
  action: string,
): void {
  target.refuse(object, members, cloud, action);
  const fault =
    roleFault(cloud, role) ??
    members.map((member) => memberFault(cloud, member, target.holder)).find((found) => found !== undefined);
  if (fault !== undefined) throw badRequest(`${action} (role ${role})`, fault);
}
