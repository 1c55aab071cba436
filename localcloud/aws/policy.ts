import { isRecord } from "../provider/fields.ts";
import type { CheckFailure, Values } from "../provider/resourceType.ts";
import { isUnknown } from "../provider/unknown.ts";

/** One statement, with lists where AWS also accepts a single string. */
export interface Statement {
  readonly effect: unknown;
  /** `["*"]`, or `["AWS:<arn>", "Service:<host>", …]`; undefined when the statement has no principal. */
  readonly principals: readonly string[] | undefined;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** The condition keys, in lower case because AWS compares them case-insensitively. */
  readonly conditionKeys: readonly string[];
}

/** Check failures for a policy that is not JSON: verify.ValidIAMPolicyJSON of terraform-provider-aws. */
export function policyFailures(property: string, inputs: Values): CheckFailure[] {
  const text = inputs[property];
  if (typeof text !== "string" || isUnknown(text)) return [];
  try {
    if (isRecord(JSON.parse(text))) return [];
    return [{ property, reason: `"${property}" contains an invalid JSON policy: not a JSON object` }];
  } catch (error) {
    return [
      { property, reason: `"${property}" contains an invalid JSON policy: ${(error as Error).message}` },
    ];
  }
}

/** Whether two policies are equal as JSON, regardless of whitespace and the order of keys. */
export function samePolicy(a: unknown, b: unknown): boolean {
  try {
    return canonical(JSON.parse(String(a))) === canonical(JSON.parse(String(b)));
  } catch {
    return a === b;
  }
}

/** The statements of a policy document, which must be JSON. */
export function statementsOf(text: string): Statement[] {
  const document = JSON.parse(text) as Values;
  const list = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return list.filter(isRecord).map((statement) => ({
    effect: statement.Effect,
    principals: statement.Principal === undefined ? undefined : principalsOf(statement.Principal),
    actions: texts(statement.Action),
    resources: texts(statement.Resource),
    conditionKeys: Object.values(isRecord(statement.Condition) ? statement.Condition : {})
      .filter(isRecord)
      .flatMap((operator) => Object.keys(operator).map((key) => key.toLowerCase())),
  }));
}

/**
 * Checks what applies to every kind of policy:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html.
 *
 * @returns The fault, in one sentence; undefined when there is none.
 */
export function grammarFault(text: string): string | undefined {
  const { Version: version } = JSON.parse(text) as Values;
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") {
    return `The policy must contain a valid version string, not ${JSON.stringify(version)}`;
  }
  const statements = statementsOf(text);
  if (statements.length === 0) return "Syntax errors in policy: no statements.";
  for (const { effect, actions } of statements) {
    if (effect !== "Allow" && effect !== "Deny")
      return `Syntax errors in policy: Effect is ${JSON.stringify(effect)}.`;
    if (actions.length === 0) return "Policy statement must contain actions.";
    const bad = actions.find((action) => action !== "*" && !/^[a-z0-9-]+:[A-Za-z0-9*?]+$/.test(action));
    if (bad !== undefined)
      return `Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: ${bad}`;
  }
  return undefined;
}

/**
 * Condition keys that restrict a statement for everybody, so that it is not public:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html, "The meaning of
 * public".
 */
const narrowing = new Set(
  ["aws:SourceArn", "aws:SourceVpc", "aws:SourceVpce", "aws:SourceOwner", "aws:SourceAccount", "aws:userid"]
    .concat("aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "s3:DataAccessPointAccount", "aws:PrincipalArn")
    .map((key) => key.toLowerCase()),
);

/** Whether the policy allows everybody to do something. */
export function isPublic(text: string): boolean {
  return statementsOf(text).some(
    ({ effect, principals = [], conditionKeys }) =>
      effect === "Allow" &&
      principals.some((principal) => principal === "*" || principal === "AWS:*") &&
      !conditionKeys.some((key) => narrowing.has(key)),
  );
}

function principalsOf(value: unknown): string[] {
  if (!isRecord(value)) return texts(value);
  return Object.entries(value).flatMap(([kind, names]) => texts(names).map((name) => `${kind}:${name}`));
}

function texts(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === "string");
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
