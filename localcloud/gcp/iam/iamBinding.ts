import type { ResourceType, Values } from "../../provider/resourceType.ts";
import { string, stringSet } from "../../provider/shapes.ts";
import type { GoogleCloud } from "../cloud.ts";
import { checkMembers, conditionField, conditionOf, objectOf, refuseBinding, suffixOf } from "./common.ts";
import { findBinding, readPolicy, setBinding, type Policy } from "./policy.ts";
import type { IamTarget, PolicyObject } from "./target.ts";

/**
 * An `…IamBinding`: authoritative for one role (and condition) on one object.
 *
 * The id is `<object>/<role>[/<condition title>]`, the import id `<object> <role>[ <condition title>]`, with spaces.
 * Source: terraform-provider-google, google/tpgiamresource/resource_iam_binding.go. As there, reading a role without
 * members returns a binding with no members rather than nothing.
 */
export function iamBinding(token: string, target: IamTarget): ResourceType<GoogleCloud> {
  const set = (inputs: Values, cloud: GoogleCloud) => {
    const object = objectOf(target, inputs, cloud);
    const role = String(inputs.role);
    const members = inputs.members as string[];
    refuseBinding(
      target,
      object,
      role,
      members,
      cloud,
      `setting IAM policy for ${target.title} "${object.id}"`,
    );
    const condition = conditionOf(inputs);
    const policy = setBinding(cloud, object.cloudName, { role, members, ...(condition && { condition }) });
    return { id: `${object.id}/${role}${suffixOf(condition)}`, outputs: outputs(object, policy, inputs) };
  };
  return {
    token,
    fields: {
      ...target.fields,
      role: string("required", "replaces"),
      members: stringSet("required", { same: sameMembers }),
      condition: conditionField,
    },
    computed: ["etag"],
    check: (inputs) => [
      ...(target.check?.(inputs) ?? []),
      ...checkMembers("members", inputs.members as string[]),
    ],
    create: set,
    update: (_id, _state, inputs, cloud) => set(inputs, cloud).outputs,

    read(id, state, cloud) {
      const wanted = state.role === undefined ? parseImportId(id, target) : state;
      const object = target.object(wanted, cloud);
      if (object === undefined || !target.exists(object, cloud)) return undefined;
      const policy = readPolicy(cloud, object.cloudName);
      const title = wanted.conditionTitle;
      const imported = policy.bindings.find(
        (binding) => binding.role === wanted.role && binding.condition?.title === title,
      );
      const condition = wanted === state ? conditionOf(state) : imported?.condition;
      const found = { ...wanted, ...(condition && { condition }) };
      return {
        id: `${object.id}/${String(wanted.role)}${suffixOf(condition)}`,
        outputs: outputs(object, policy, found),
      };
    },

    delete(_id, state, cloud) {
      const object = target.object(state, cloud);
      if (object === undefined || !target.exists(object, cloud)) return;
      const condition = conditionOf(state);
      setBinding(cloud, object.cloudName, {
        role: String(state.role),
        members: [],
        ...(condition && { condition }),
      });
    },
  };
}

function outputs(object: PolicyObject, policy: Policy, values: Values): Values {
  const role = String(values.role);
  const condition = conditionOf(values);
  const binding = findBinding(policy, { role, ...(condition && { condition }) });
  const members = [...(binding?.members ?? [])];
  return { ...object.outputs, role, members, etag: policy.etag, ...(condition && { condition }) };
}

function parseImportId(id: string, target: IamTarget): Values {
  const [object = "", role, ...title] = id.split(/\s+/);
  if (role === undefined) {
    throw new Error(
      `Wrong number of parts to Binding id [${id}]; expected 'resource_name role [condition_title]'.`,
    );
  }
  return { ...target.parse(object), role, conditionTitle: title.length > 0 ? title.join(" ") : undefined };
}

function sameMembers(old: unknown, wanted: unknown): boolean {
  const lower = (members: unknown) => new Set((members as string[]).map((member) => member.toLowerCase()));
  const [before, after] = [lower(old), lower(wanted)];
  return before.size === after.size && [...before].every((member) => after.has(member));
}
