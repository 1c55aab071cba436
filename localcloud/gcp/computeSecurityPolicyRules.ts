/** One rule of a Cloud Armor policy. */
export interface Rule {
  readonly priority: number;
  readonly action: string;
  readonly match?: {
    readonly versionedExpr?: string;
    readonly config?: { readonly srcIpRanges?: readonly string[] };
    readonly expr?: { readonly expression: string };
  };
  readonly rateLimitOptions?: {
    readonly exceedAction?: string;
    readonly rateLimitThreshold?: { readonly count?: number; readonly intervalSec?: number };
  };
}

/** The priority of the default rule, which applies when no other rule does. */
const lastPriority = 2_147_483_647;
/** https://cloud.google.com/armor/quotas */
const longestExpression = 2048;
/** https://cloud.google.com/armor/docs/rate-limiting-overview */
const mostRequests = 10_000;
const intervals = [10, 30, 60, 120, 180, 240, 300, 600, 900, 1200, 1800, 2700, 3600];
/** https://cloud.google.com/compute/docs/reference/rest/v1/securityPolicies, rules[].action */
const actionPattern = /^(allow|deny\((403|404|429|502)\)|throttle|rate_based_ban|redirect)$/;

/** Cloud Armor's error for these rules; undefined when it would accept them. */
export function securityPolicyFault(rules: readonly Rule[]): string | undefined {
  const priorities = rules.map(({ priority }) => priority);
  const twice = priorities.find((priority, index) => priorities.indexOf(priority) !== index);
  if (twice !== undefined)
    return `Invalid value for field 'resource.rules': two rules have the priority ${twice}.`;
  if (!priorities.includes(lastPriority)) {
    return `Invalid value for field 'resource.rules': a default rule with priority ${lastPriority} is required.`;
  }
  return rules.map(ruleFault).find((fault) => fault !== undefined);
}

function ruleFault(rule: Rule): string | undefined {
  const { priority, action, match } = rule;
  const invalid = (field: string, why: string) =>
    `Invalid value for field 'resource.rules[].${field}' of the rule with priority ${priority}: ${why}`;
  if (!Number.isInteger(priority) || priority < 0 || priority > lastPriority) {
    return invalid("priority", `must be 0 to ${lastPriority}.`);
  }
  if (!actionPattern.test(action)) return invalid("action", `'${action}' is no action.`);
  const expression = match?.expr?.expression;
  if ((expression === undefined) === (match?.versionedExpr === undefined)) {
    return invalid("match", "exactly one of expr and versionedExpr is required.");
  }
  if (match?.versionedExpr !== undefined && (match.config?.srcIpRanges ?? []).length === 0) {
    return invalid("match.config.srcIpRanges", "at least one range is required.");
  }
  if (expression !== undefined && expression.length > longestExpression) {
    return invalid("match.expr.expression", `longer than ${longestExpression} characters.`);
  }
  if (expression !== undefined && (expression.split("'").length % 2 === 0 || !balanced(expression))) {
    return invalid("match.expr.expression", "it does not parse.");
  }
  return limitFault(rule, invalid);
}

function limitFault(
  { action, rateLimitOptions }: Rule,
  invalid: (field: string, why: string) => string,
): string | undefined {
  const limits = action === "throttle" || action === "rate_based_ban";
  if (!limits) {
    return rateLimitOptions && invalid("rateLimitOptions", `not allowed with the action ${action}.`);
  }
  const { count, intervalSec } = rateLimitOptions?.rateLimitThreshold ?? {};
  if (count === undefined || intervalSec === undefined) {
    return invalid("rateLimitOptions", `required for the action ${action}.`);
  }
  if (count < 1 || count > mostRequests) {
    return invalid(
      "rateLimitOptions.rateLimitThreshold.count",
      `${count} is not within 1 and ${mostRequests}.`,
    );
  }
  if (!intervals.includes(intervalSec)) {
    return invalid(
      "rateLimitOptions.rateLimitThreshold.intervalSec",
      `must be one of ${intervals.join(", ")}.`,
    );
  }
  return /^(deny\((403|404|429|502)\)|redirect)$/.test(rateLimitOptions?.exceedAction ?? "")
    ? undefined
    : invalid("rateLimitOptions.exceedAction", "must deny or redirect.");
}

/** Whether all parentheses outside quoted strings are balanced. */
function balanced(expression: string): boolean {
  let depth = 0;
  for (const character of expression.replaceAll(/'[^']*'/g, "")) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
