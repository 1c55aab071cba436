/**
 * The rules as a CrossGuard policy pack for the engine: `pulumi preview --policy-pack policy`. It validates the same as
 * `infra plan`, the inputs of all resources, with the same predicates.
 */
import { PolicyPack, UnknownValueError, type Policies, type ResourceValidationArgs } from "@pulumi/policy";
import { loadExceptions } from "../inventory/exceptions/load.ts";
import { today } from "../inventory/yaml/day.ts";
import { formatDiagnostics } from "../inventory/yaml/format.ts";
import "../boot/leanPack.ts";
import { UNKNOWN, type PolicyResource } from "./resource.ts";
import type { Rule } from "./rule.ts";
import { rules } from "./rules/index.ts";
import { exceptionFor, judgeBy, notesOn, stackOf, type Violation } from "./verdict.ts";

const { records: exceptions, diagnostics } = loadExceptions();
// Without the exceptions, the pack must not validate anything. If it fails to start, the engine stops.
if (exceptions === undefined) throw new Error(formatDiagnostics(diagnostics));
const day = today();

/** All resources that the engine has passed so far, by URN. */
const shown = new Map<string, PolicyResource>();
/** All violations, excepted or not, to detect unused exceptions. */
const found: Violation[] = [];

/**
 * Records the inputs of each resource, which `infra plan` validates, too. Stack validation gets outputs, which are only
 * partly known in a preview.
 */
const inputs: Policies[number] = {
  name: "inputs",
  description: "Notes what the rules over the whole stack judge; never violated.",
  enforcementLevel: "advisory",
  validateResource: (args) => {
    shown.set(args.urn, resourceOf(args));
  },
};

function policyOf(rule: Rule): Policies[number] {
  const { name, description, severity, remediation: remediationSteps, url } = rule;
  const about = {
    name,
    description,
    severity,
    remediationSteps,
    url,
    enforcementLevel: "mandatory" as const,
  };
  if ("checkStack" in rule) {
    return {
      ...about,
      validateStack: (_, report) => {
        tell(judgeBy(rule, [...shown.values()]), report);
      },
    };
  }
  return {
    ...about,
    validateResource: (args, report) => {
      if (rule.appliesTo(args.type)) tell(judgeBy(rule, [shown.get(args.urn) ?? resourceOf(args)]), report);
    },
  };
}

function tell(violations: readonly Violation[], report: (message: string, urn: string) => void): void {
  found.push(...violations);
  for (const violation of violations) {
    if (exceptionFor(violation, exceptions ?? [], day) === undefined)
      report(violation.message, violation.urn);
  }
}

const upkeep: Policies[number] = {
  name: "policy-exceptions",
  description: "Exceptions are taken out when they have expired or nothing needs them.",
  enforcementLevel: "advisory",
  validateStack: (_, report) => {
    for (const note of notesOn(exceptions, found, stackOf([...shown.values()]), day)) report(note);
  },
};

function resourceOf({ urn, type, name, props, opts }: ResourceValidationArgs): PolicyResource {
  return { urn, type, name, props: known(props) as PolicyResource["props"], protect: opts.protect };
}

/** Copies a value, with `UNKNOWN` in place of values that are not known in a preview, which throw when accessed. */
function known(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const look = (key: string) => {
    try {
      return known((value as Record<string, unknown>)[key]);
    } catch (error) {
      if (error instanceof UnknownValueError) return UNKNOWN;
      throw error;
    }
  };
  const keys = Object.keys(value);
  return Array.isArray(value) ? keys.map(look) : Object.fromEntries(keys.map((key) => [key, look(key)]));
}

new PolicyPack("k8s-registry", { policies: [inputs, ...rules.map(policyOf), upkeep] });
