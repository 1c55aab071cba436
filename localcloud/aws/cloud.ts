import { decoded } from "../provider/configuration.ts";
import { isRecord } from "../provider/fields.ts";
import type { Values } from "../provider/resourceType.ts";
import type { Store } from "../store/store.ts";
import type { World } from "../world.ts";

/** What every operation of the AWS stand-in works on. */
export interface AwsCloud {
  readonly store: Store;
  readonly world: World;
  /** The number of the account that the provider works in. */
  readonly account: string;
  /** The provider's region: the default for regional resources. */
  readonly region: string;
}

/**
 * Takes the inputs of the provider resource that matter here, and ignores all others. There are no credentials: the
 * account is that of the last role that the provider assumes, or else the first allowed one.
 *
 * @throws Error in the wording of terraform-provider-aws when the account is not allowed or does not exist.
 */
export function openCloud(store: Store, world: World, configuration: Values): AwsCloud {
  const { region } = configuration;
  if (typeof region !== "string" || region === "") throw new Error("Missing region configuration");
  const allowed = texts(decoded(configuration.allowedAccountIds));
  const role = roleArns(decoded(configuration.assumeRoles)).at(-1);
  const account = role === undefined ? allowed[0] : accountOf(role);
  if (account === undefined)
    throw new Error("localcloud: give the provider assumeRoles or allowedAccountIds");
  if (allowed.length > 0 && !allowed.includes(account))
    throw new Error(`AWS account ID not allowed: ${account}`);
  if (!world.awsAccounts.includes(account)) {
    throw new Error(`Cannot assume IAM Role: localcloud has no AWS account ${account}`);
  }
  return { store, world, account, region };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function accountOf(roleArn: string): string {
  const account = /^arn:aws:iam::(\d{12}):role\/[\w+=,.@/-]+$/.exec(roleArn)?.[1];
  if (account === undefined) throw new Error(`"role_arn" (${roleArn}) is an invalid ARN`);
  return account;
}

function roleArns(value: unknown): string[] {
  return Array.isArray(value) ? texts(value.map((role) => (isRecord(role) ? role.roleArn : undefined))) : [];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
