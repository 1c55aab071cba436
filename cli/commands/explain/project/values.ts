import { baselineApis } from "../../../../inventory/projects/apis.ts";
import type { StagingProject } from "../../../../inventory/projects/types.ts";
import type { ExplainedValue } from "./answer.ts";

/** Lists the resolved record of a project, each value with where it is set or what its default follows from. */
export function valuesOf(project: StagingProject): ExplainedValue[] {
  const { declared, profile, retention } = project;
  const value = (key: string, value: unknown, rule = "default"): ExplainedValue => {
    const from = declared[key];
    return { key, value, from, rule: from === undefined ? rule : undefined };
  };
  const common = [
    value("sig", project.sig, "nobody has said"),
    value("profile", profile),
    value("state", project.state),
    ...(project.readOnlyUntil === undefined ? [] : [value("read_only_until", project.readOnlyUntil)]),
    value("managed_by", project.managedBy, "that of the section"),
    value("labels", project.labels),
  ];
  const usual = baselineApis[profile].length;
  const apis = value(
    "apis",
    project.apis,
    project.apis.length > usual ? "default, and for its schedules" : "default",
  );
  if (profile !== "images") return [...common, apis];
  return [
    ...common,
    value("group", project.group, "default: k8s-infra-staging-<name>@kubernetes.io"),
    apis,
    value("retention.days", retention.days),
    value("retention.dry_run", retention.dryRun),
    value(
      "retention.keep",
      retention.keep.map(({ id }) => id),
    ),
  ];
}
