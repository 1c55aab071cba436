import type { ResourceType, Values } from "../../provider/resourceType.ts";
import { string } from "../../provider/shapes.ts";
import type { GoogleCloud } from "../cloud.ts";
import { checkMembers, conditionField, conditionOf, objectOf, refuseBinding, suffixOf } from "./common.ts";
import { addMember, readPolicy, removeMember, type Binding } from "./policy.ts";
import type { IamTarget } from "./target.ts";

/**
 * An `…IamMember`: adds one member to one role on one object and leaves the others alone.
 *
 * The id is `<object>/<role>/<member>[/<condition title>]`, the import id `<object> <role> <member>[ <condition
 * title>]`, with spaces. Source: terraform-provider-google, google/tpgiamresource/resource_iam_member.go.
 */
export function iamMember(token: string, target: IamTarget): ResourceType<GoogleCloud> {
  return {
    token,
    fields: {
      ...target.fields,
      role: string("required", "replaces"),
      member: string("required", "replaces", { same: sameMember }),
      condition: conditionField,
    },
    computed: ["etag"],
    check: (inputs) => [
      ...(target.check?.(inputs) ?? []),
      ...checkMembers("member", [String(inputs.member)]),
    ],

    create(inputs, cloud) {
      const object = objectOf(target, inputs, cloud);
      const binding = bindingOf(inputs);
      const action = `setting IAM policy for ${target.title} "${object.id}"`;
      refuseBinding(target, object, binding.role, binding.members, cloud, action);
      const policy = addMember(cloud, object.cloudName, binding);
      const { role, member } = inputs;
      const condition = conditionOf(inputs);
      const id = `${object.id}/${String(role)}/${String(member).toLowerCase()}${suffixOf(condition)}`;
      return {
        id,
        outputs: { ...object.outputs, role, member, etag: policy.etag, ...(condition && { condition }) },
      };
    },

    read(id, state, cloud) {
      const wanted = state.role === undefined ? parseImportId(id, target) : state;
      const object = target.object(wanted, cloud);
      if (object === undefined || !target.exists(object, cloud)) return undefined;
      const policy = readPolicy(cloud, object.cloudName);
      const title = wanted === state ? conditionOf(state)?.title : wanted.conditionTitle;
      const binding = policy.bindings.find(
        (candidate) => candidate.role === wanted.role && candidate.condition?.title === title,
      );
      const member = binding?.members.find((candidate) => sameMember(candidate, wanted.member));
      if (binding === undefined || member === undefined) return undefined;
      const { role, condition } = binding;
      return {
        id: `${object.id}/${role}/${member.toLowerCase()}${suffixOf(condition)}`,
        outputs: { ...object.outputs, role, member, etag: policy.etag, ...(condition && { condition }) },
      };
    },

    delete(_id, state, cloud) {
      const object = target.object(state, cloud);
      if (object !== undefined && target.exists(object, cloud))
        removeMember(cloud, object.cloudName, bindingOf(state));
    },
  };
}

function bindingOf(values: Values): Binding {
  const condition = conditionOf(values);
  return { role: String(values.role), members: [String(values.member)], ...(condition && { condition }) };
}

function parseImportId(id: string, target: IamTarget): Values {
  const [object = "", role, member, ...title] = id.split(/\s+/);
  if (role === undefined || member === undefined) {
    throw new Error(
      `Wrong number of parts to Member id [${id}]; expected 'resource_name role member [condition_title]'.`,
    );
  }
  return {
    ...target.parse(object),
    role,
    member,
    conditionTitle: title.length > 0 ? title.join(" ") : undefined,
  };
}

function sameMember(a: unknown, b: unknown): boolean {
  return String(a).toLowerCase() === String(b).toLowerCase();
}
