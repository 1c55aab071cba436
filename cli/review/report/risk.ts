import { counted } from "../../../terminal/wording.ts";
import { fromAccess } from "./accessRisk.ts";
import type { Evidence } from "./evidence.ts";
import { fromProwJobs } from "./prowJobs.ts";
import { fromResources } from "./resourceRisk.ts";
import { levels, type ChangeReport, type Reason, type Risk } from "./schema.ts";

/** Changes to more projects and groups than this deserve a closer look in any case. */
const MANY = 10;

/** Assesses the risk of a change: the reasons, most severe first, and the level of the first. */
export function riskOf(report: Omit<ChangeReport, "risk">, evidence: Evidence): Risk {
  const reasons = [
    ...fromChecks(report),
    ...fromPolicy(report),
    ...fromResources(report.owners, evidence),
    ...fromProwJobs(report),
    ...fromAccess(report, evidence),
    ...(evidence.besides ?? []),
    ...fromSpread(report),
    ...fromProgram(report),
  ].sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
  const level = reasons[0]?.level ?? (report.owners.length > 0 ? "low" : "none");
  return { level, reasons: reasons.length > 0 ? reasons : [calm(report)] };
}

function calm({ owners, tally, notCovered, promotion, rules }: Omit<ChangeReport, "risk">): Reason {
  if (owners.length === 0) {
    const besides = [...notCovered, ...promotion, ...rules];
    const text = besides.length === 0 ? "Nothing changes." : "Nothing of what is covered changes.";
    return { level: "none", text };
  }
  const { create, ...others } = tally;
  const onlyNew = Object.values(others).every((count) => count === 0);
  const text = onlyNew
    ? `Only adds: ${counted(create, "resource")}, and nobody gets more access to what exists.`
    : "Nothing is taken away, and nobody gets more access to what exists.";
  return { level: "low", text };
}

function fromChecks({ checks }: Pick<ChangeReport, "checks">): Reason[] {
  const errors = checks.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return [];
  return [
    { level: "refused", text: `infra check refuses it: ${counted(errors.length, "error")}, see below.` },
  ];
}

function fromPolicy({ policy: { violations } }: Pick<ChangeReport, "policy">): Reason[] {
  if (violations.length === 0) return [];
  return [
    {
      level: "refused",
      text: `The policies refuse it: ${counted(violations.length, "violation")}, see below.`,
    },
  ];
}

function fromSpread({ owners }: Pick<ChangeReport, "owners">): Reason[] {
  if (owners.length <= MANY) return [];
  return [{ level: "medium", text: `It reaches far: ${owners.length} projects and groups change.` }];
}

/** Files of the program that evaluates the data, without documentation and tests. */
const PROGRAM =
  /^(?:(?:bin|boot|cli|components|engine|inventory|policy|sdks|stacks|terminal)\/.*(?<!\.md)|Pulumi\.yaml|package(?:-lock)?\.json)$/;

function fromProgram({ notCovered }: Pick<ChangeReport, "notCovered">): Reason[] {
  const files = notCovered.filter((file) => PROGRAM.test(file));
  if (files.length === 0) return [];
  const text = `The program changes as well (${counted(files.length, "file")}): what that does is not in this report.`;
  return [{ level: "medium", text }];
}
