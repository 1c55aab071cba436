import type { ResourceType, Values } from "../provider/resourceType.ts";
import { boolean, number, string } from "../provider/shapes.ts";
import type { Properties } from "../store/objectFile.ts";
import { AwsError, callOf, type Call } from "./apiError.ts";
import type { AwsCloud } from "./cloud.ts";
import { madeUp, oidcProviderObject, roleObject } from "./names.ts";
import { grammarFault, policyFailures, samePolicy, statementsOf } from "./policy.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: trust policies, without whitespace. */
const longestTrustPolicy = 2048;

/** aws.iam.Role: the id and import id are the name. Paths, boundaries and managed policies are not modeled. */
export const iamRole: ResourceType<AwsCloud> = {
  token: "aws:iam/role:Role",
  fields: {
    name: string("required", "replaces"),
    assumeRolePolicy: string("required", { same: samePolicy }),
    description: string(),
    forceDetachPolicies: boolean("stateOnly", { default: false }),
    maxSessionDuration: number("computed"),
  },
  autonamed: true,
  computed: ["arn", "createDate", "uniqueId"],

  check: (inputs) => [
    ...policyFailures("assumeRolePolicy", inputs),
    ...nameFailures(inputs),
    ...durationFailures(inputs),
  ],

  create(inputs, cloud) {
    const name = String(inputs.name);
    const call = callOf("IAM", "CreateRole", `creating IAM Role (${name})`);
    refuse(inputs, cloud, call);
    const uniqueId = `AROA${madeUp("role", cloud.account, name).slice(0, 17).toUpperCase()}`;
    const properties = { ...stored(inputs), name, createDate: new Date().toISOString(), uniqueId };
    cloud.store.create(
      roleObject(cloud.account, name),
      properties,
      () => new AwsError(call, 409, "EntityAlreadyExists", `Role with name ${name} already exists.`),
    );
    return { id: name, outputs: outputs(properties, cloud) };
  },

  read(id, _state, cloud) {
    const found = isName(id) ? cloud.store.read(roleObject(cloud.account, id)) : undefined;
    return found && { id, outputs: outputs(found, cloud) };
  },

  update(id, _state, inputs, cloud) {
    const call = callOf("IAM", "UpdateRole", `updating IAM Role (${id})`);
    refuse(inputs, cloud, call);
    const changed = cloud.store.modify(roleObject(cloud.account, id), (current) => {
      if (current === undefined) {
        throw new AwsError(call, 404, "NoSuchEntity", `The role with name ${id} cannot be found.`);
      }
      const { name, createDate, uniqueId } = current;
      return { ...stored(inputs), name, createDate, uniqueId };
    });
    return outputs(changed, cloud);
  },

  delete(id, _state, cloud) {
    const name = roleObject(cloud.account, id);
    if (cloud.store.read(name) === undefined) return;
    const call = callOf("IAM", "DeleteRole", `deleting IAM Role (${id})`);
    if (cloud.store.list(`${name}/policies`).length > 0) {
      throw new AwsError(call, 409, "DeleteConflict", "Cannot delete entity, must delete policies first.");
    }
    cloud.store.delete(name);
  },
};

/**
 * A role by its ARN, with the principals that may assume it, as `Service:<host>` or `Federated:<arn>`; undefined when
 * it does not exist.
 */
export function findRole(cloud: AwsCloud, arn: string): { readonly trusted: readonly string[] } | undefined {
  const name = new RegExp(`^arn:aws:iam::${cloud.account}:role/([^/]+)$`).exec(arn)?.[1];
  const found = name === undefined ? undefined : cloud.store.read(roleObject(cloud.account, name));
  const statements = found && statementsOf(String(found.assumeRolePolicy));
  return statements && { trusted: statements.flatMap(({ principals = [] }) => principals) };
}

function isName(name: string): boolean {
  return /^[\w+=,.@-]{1,64}$/.test(name);
}

/** Names and durations as terraform-provider-aws validates them: internal/service/iam/role.go. */
function nameFailures({ name }: Values) {
  if (typeof name !== "string" || isName(name)) return [];
  return [
    {
      property: "name",
      reason: `invalid value for name (must match [\\w+=,.@-] and have 1 to 64 characters)`,
    },
  ];
}

function durationFailures({ maxSessionDuration: seconds }: Values) {
  if (typeof seconds !== "number" || (seconds >= 3600 && seconds <= 43_200)) return [];
  const reason = `expected max_session_duration to be in the range (3600 - 43200), got ${seconds}`;
  return [{ property: "maxSessionDuration", reason }];
}

function refuse(inputs: Values, cloud: AwsCloud, call: Call): void {
  const policy = String(inputs.assumeRolePolicy);
  const fault = trustFault(policy);
  if (fault !== undefined) throw new AwsError(call, 400, "MalformedPolicyDocument", fault);
  if (policy.replaceAll(/\s/g, "").length > longestTrustPolicy) {
    const message = `Cannot exceed quota for ACLSizePerRole: ${longestTrustPolicy}`;
    throw new AwsError(call, 409, "LimitExceeded", message);
  }
  // IAM accepts an issuer that it does not know, but then the role can never be assumed, and nobody would notice.
  for (const { principals = [] } of statementsOf(policy)) {
    const provider = principals
      .map((principal) => /^Federated:arn:aws:iam::\d{12}:oidc-provider\/(.+)$/.exec(principal)?.[1])
      .find((issuer) => issuer && cloud.store.read(oidcProviderObject(cloud.account, issuer)) === undefined);
    if (provider === undefined) continue;
    throw new AwsError(
      call,
      400,
      "MalformedPolicyDocument",
      `There is no OpenID Connect provider ${provider}`,
    );
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function trustFault(policy: string): string | undefined {
  for (const { principals, resources, actions } of statementsOf(policy)) {
    if (principals === undefined) return "Missing required field Principal";
    if (resources.length > 0) return "Has prohibited field Resource";
    const strange = actions.find((action) => !action.startsWith("sts:"));
    if (strange !== undefined) return "AssumeRole policy may only specify STS AssumeRole actions.";
  }
  return grammarFault(policy);
}

function stored({ assumeRolePolicy, description, maxSessionDuration = 3600 }: Values): Properties {
  return { assumeRolePolicy, maxSessionDuration, ...(description === undefined ? {} : { description }) };
}

function outputs(found: Properties, { account }: AwsCloud): Values {
  return { ...found, arn: `arn:aws:iam::${account}:role/${String(found.name)}` };
}
