import type { ResourceType, Values } from "../provider/resourceType.ts";
import { string } from "../provider/shapes.ts";
import { AwsError, callOf } from "./apiError.ts";
import type { AwsCloud } from "./cloud.ts";
import { roleObject, rolePolicyObject } from "./names.ts";
import { grammarFault, policyFailures, samePolicy, statementsOf } from "./policy.ts";

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: all inline policies of a role together.
 */
const longestPolicies = 10_240;

/** aws.iam.RolePolicy: the id and import id are `<role>:<name>`. */
export const iamRolePolicy: ResourceType<AwsCloud> = {
  token: "aws:iam/rolePolicy:RolePolicy",
  fields: {
    name: string("required", "replaces"),
    role: string("required", "replaces"),
    policy: string("required", { same: samePolicy }),
  },
  autonamed: true,
  computed: [],

  check: (inputs) => policyFailures("policy", inputs),

  create: (inputs, cloud) => ({
    id: `${String(inputs.role)}:${String(inputs.name)}`,
    outputs: put(inputs, cloud),
  }),

  read(id, _state, cloud) {
    const [role, name, ...rest] = id.split(":");
    if (!role || !name || rest.length > 0) return undefined;
    const found = cloud.store.read(rolePolicyObject(cloud.account, role, name));
    return found && { id, outputs: found };
  },

  update: (_id, _state, inputs, cloud) => put(inputs, cloud),

  delete(_id, { role, name }, cloud) {
    const object = rolePolicyObject(cloud.account, String(role), String(name));
    cloud.store.remove(object);
  },
};

function put(inputs: Values, cloud: AwsCloud): Values {
  const { role, name, policy } = {
    role: String(inputs.role),
    name: String(inputs.name),
    policy: String(inputs.policy),
  };
  const call = callOf("IAM", "PutRolePolicy", `putting IAM Role (${role}) Policy (${name})`);
  if (cloud.store.read(roleObject(cloud.account, role)) === undefined) {
    throw new AwsError(call, 404, "NoSuchEntity", `The role with name ${role} cannot be found.`);
  }
  const fault = faultOf(policy);
  if (fault !== undefined) throw new AwsError(call, 400, "MalformedPolicyDocument", fault);
  const others = cloud.store
    .list(`${roleObject(cloud.account, role)}/policies`)
    .filter(({ properties }) => properties.name !== name)
    .map(({ properties }) => String(properties.policy));
  if ([...others, policy].join("").replaceAll(/\s/g, "").length > longestPolicies) {
    const message = `Maximum policy size of ${longestPolicies} bytes exceeded for role ${role}`;
    throw new AwsError(call, 409, "LimitExceeded", message);
  }
  const properties = { role, name, policy };
  cloud.store.modify(rolePolicyObject(cloud.account, role, name), () => properties);
  return properties;
}

function faultOf(policy: string): string | undefined {
  for (const { principals, resources } of statementsOf(policy)) {
    if (principals !== undefined) return "Policy document should not specify a principal.";
    if (resources.length === 0) return "Policy statement must contain resources.";
    const strange = resources.find((resource) => resource !== "*" && !/^arn:aws:[a-z0-9-]+:/.test(resource));
    if (strange !== undefined) return `Resource ${strange} must be in ARN format or "*".`;
  }
  return grammarFault(policy);
}
