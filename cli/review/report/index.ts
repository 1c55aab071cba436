import type { Change } from "../../../inventory/changes/change.ts";
import { UserError } from "../../../terminal/userError.ts";
import { checkChange } from "../../../inventory/changes/index.ts";
import type { Data } from "../../../inventory/data.ts";
import type { DataSources } from "../../../inventory/sources.ts";
import { inReadingOrder, type Diagnostic } from "../../../inventory/yaml/diagnostics.ts";
import { diagnosticsJson } from "../../../inventory/yaml/format.ts";
import { fromRoot } from "../../../boot/root.ts";
import { loadBase, type BaseData } from "../../clients/git/data.ts";
import { hasFile, isInCheckout, textAt, workingTree, type Revision } from "../../clients/git/revision.ts";
import type { PlannedResource } from "../plan/monitor.ts";
import { evaluateData } from "../plan/evaluateStack.ts";
import { configOf, settingsOf, stackConfig } from "../plan/stackConfig.ts";
import { planByBaseProgram } from "./baseProgram.ts";
import { besideStacks } from "./besideStacks.ts";
import { differences, tallyOf } from "./differences.ts";
import { headOf } from "./head.ts";
import { differentlyExcepted, exceptionsOf, policyOn } from "./policy.ts";
import { prowJobChanges } from "./prowJobs.ts";
import { riskOf } from "./risk.ts";
import type { AccessChange } from "../access/schema.ts";
import type { ChangeReport, JobChange } from "./schema.ts";
import { prodAccess, stagingAccess, type AccessSettings } from "../access/stackAccess.ts";
import { affectedPart, differingProjects } from "../../../inventory/part/affected.ts";
import { isEmpty, selectBoth } from "../../../inventory/part/part.ts";
import { badData } from "../../../inventory/check/required.ts";

/** What to compare. */
export interface ChangeQuestion {
  readonly stack: string;
  /** The revision that the change starts from, as typed. */
  readonly base: string;
  /** The revision that the change leads to, as typed; by default the working tree. */
  readonly head?: string | undefined;
  /** The data. */
  readonly sources: DataSources;
  /** Evaluate the base with its own program, to show changes of the program; only for the project's own data. */
  readonly program: boolean;
  /** The day on which exceptions must hold, as `YYYY-MM-DD`. */
  readonly day: string;
}

/** The configuration of a stack, by full key; undefined where the stack did not exist yet. */
type Config = Readonly<Record<string, string>>;

/**
 * Reports what a change of the data does to a stack: evaluates the current program with both revisions and compares the
 * results, only for what the change touches. Throws a `UserError` for invalid data and for a base that cannot be
 * compared with.
 */
export async function reportOf(question: ChangeQuestion): Promise<ChangeReport> {
  const { stack, sources, day } = question;
  if (question.program && sources.replaced.size > 0) {
    throw new UserError(
      "--program compares the project's own data: leave --infra, --groups and --registry out.",
    );
  }
  if (question.program && question.head !== undefined) {
    throw new UserError("--program compares with the working tree: leave --head out.");
  }
  const own = stackConfig(stack);
  const present = headOf(question);
  const { data, diagnostics } = present.checked;
  if (data === undefined) throw badData(diagnostics);
  const revision = present.head;
  const base = loadBase(sources, question.base, question.head);
  const head = revision === undefined ? own : (configAt(revision, stack, own) ?? own);
  const former = configAt(base.revision, stack, head);

  const change = { base: base.data, head: data };
  const projects = differingProjects(change);
  const exceptions = exceptionsOf(base.start, revision);
  const plans = question.program
    ? ([planByBaseProgram(base.revision, stack), await evaluated(stack, head, data)] as const)
    : await plansOf(stack, change, [projects, differentlyExcepted(exceptions, stack)], former, head);
  const owners = differences(...plans);
  const { notCovered, rules, promotion, reasons } = besideStacks(present, sources);
  const report = {
    version: 1 as const,
    stack,
    base: { revision: base.revision.typed, commit: base.revision.commit },
    head: revision === undefined ? workingTree(base.revision) : { commit: revision.commit, dirty: false },
    notCovered: question.program ? [] : notCovered,
    rules,
    promotion,
    tally: tallyOf(owners.flatMap(({ changes }) => changes)),
    owners,
    prowJobs: stack === "staging" ? jobsOf(change, projects, former ?? head, head) : [],
    access: accessOf(stack, change, projects, former, head),
    checks: checksOf(data, diagnostics, base, day),
    policy: policyOn(...plans, exceptions, day),
  };
  return {
    ...report,
    risk: riskOf(report, {
      plans,
      besides: reasons,
      ran: ranIn(base.data),
      pools: poolsIn(base.data, stack, former ?? head),
    }),
  };
}

/**
 * Plans what differs between the revisions with the current program: in the data, or in the exceptions from policies.
 * If such an exception belongs to an owner that is not a project, or the configuration differs, plans everything.
 */
async function plansOf(
  stack: string,
  change: Change,
  [projects, excepted]: readonly [ReadonlySet<string>, ReadonlySet<string>],
  former: Config | undefined,
  present: Config,
): Promise<readonly [readonly PlannedResource[], readonly PlannedResource[]]> {
  const known = new Set(change.head.inventory.stagingProjects.map(({ id }) => id));
  const partial =
    JSON.stringify(former) === JSON.stringify(present) && [...excepted].every((owner) => known.has(owner));
  const part = partial ? affectedPart(change, new Set([...projects, ...excepted])) : undefined;
  if (part !== undefined && isEmpty(part)) return [[], []];
  const pair = selectBoth(change, part);
  return [await evaluated(stack, former, pair.base), await evaluated(stack, present, pair.head)];
}

async function evaluated(
  stack: string,
  config: Config | undefined,
  data: Data,
): Promise<readonly PlannedResource[]> {
  return config === undefined ? [] : evaluateData(stack, config, data);
}

/**
 * Returns the configuration at a revision, with current values for keys that it lacks; for data outside the checkout,
 * the current configuration.
 */
function configAt(revision: Revision, stack: string, present: Config): Config | undefined {
  const file = fromRoot(`Pulumi.${stack}.yaml`);
  if (!isInCheckout(revision, file)) return present;
  return hasFile(revision, file) ? { ...present, ...configOf(textAt(revision, file)) } : undefined;
}

/** Compares access, with the settings of all stacks, of which only this stack's may differ. */
function accessOf(
  stack: string,
  change: Change,
  projects: ReadonlySet<string>,
  former: Config | undefined,
  present: Config,
): AccessChange[] {
  const settings = (config: Config): AccessSettings => ({
    staging: settingsOf("staging", stack === "staging" ? config : undefined),
    prod: settingsOf("prod", stack === "prod" ? config : undefined),
  });
  const [before, after] = [settings(former ?? present), settings(present)];
  return stack === "staging"
    ? stagingAccess(change, projects, before, after)
    : prodAccess(change, before, after);
}

function jobsOf(change: Change, projects: ReadonlySet<string>, former: Config, present: Config): JobChange[] {
  return prowJobChanges(change, projects, [settingsOf("staging", former), settingsOf("staging", present)]);
}

/** The digests that the proxies ran, in either stack. */
function ranIn({ registry }: Data): Set<string> {
  const stacks = Object.values(registry.proxy.stacks);
  return new Set(stacks.flatMap(({ releases }) => releases.map(({ digest }) => digest)));
}

/** The identity pools of the clusters whose jobs may act as service accounts. */
function poolsIn({ registry }: Data, stack: string, config: Config): Set<string> {
  const { prowWorkloadPool } = settingsOf("staging", stack === "staging" ? config : undefined);
  return new Set([prowWorkloadPool, registry.production.workloadPool]);
}

function checksOf(
  data: Data,
  diagnostics: readonly Diagnostic[],
  base: BaseData,
  day: string,
): ChangeReport["checks"] {
  const found = [...diagnostics, ...base.diagnostics, ...checkChange({ base: base.data, head: data }, day)];
  return diagnosticsJson(inReadingOrder(found));
}
