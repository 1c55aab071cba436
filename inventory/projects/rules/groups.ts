import type { Declarations, StagingDeclaration } from "../declarations.ts";
import { error, warning, type Diagnostic } from "../../yaml/diagnostics.ts";
import {
  isStagingId,
  nameInGroup,
  stagingGroup,
  stagingGroupPrefix,
  stagingName,
  stagingNameLength,
} from "../naming.ts";
import { counted } from "../../../terminal/wording.ts";

/** Checks the writer groups that entries name. */
export function checkGroups({ staging }: Declarations): Diagnostic[] {
  return [...staging.flatMap(checkLength), ...checkSharing(staging.filter(({ id }) => isStagingId(id)))];
}

/** Upstream's tests reject a longer name, so the group would be missing (facts/upstream.md §3 and §10, row 3). */
function checkLength({ id, entry: { group = "" }, valueAt }: StagingDeclaration): Diagnostic[] {
  const name = nameInGroup(group) ?? "";
  const excess = name.length - stagingNameLength;
  if (excess <= 0) return [];
  const message = `${id}: the group ${group} is too long: after ${stagingGroupPrefix} there is room for ${stagingNameLength} characters`;
  return [
    error("group-length", valueAt(["group"]), message, `make it ${counted(excess, "character")} shorter`),
  ];
}

/**
 * A group named after one project that also writes a second one is usually a copy-and-paste mistake. Groups with other
 * names, such as a SIG's leads, may be meant for several projects.
 */
function checkSharing(staging: readonly StagingDeclaration[]): Diagnostic[] {
  const owners = new Map<string, StagingDeclaration>();
  for (const project of staging) {
    const group = project.entry.group;
    if (group === undefined || nameInGroup(group) === stagingName(project.id))
      owners.set(groupOf(project), project);
  }
  return staging.flatMap((project) => {
    const group = groupOf(project);
    const owner = owners.get(group) ?? project;
    if (owner === project || nameInGroup(group) === undefined) {
      owners.set(group, owner);
      return [];
    }
    const message = `${project.id}: members of ${group} also write ${owner.id} (line ${owner.origin.line})`;
    const hint = `leave \`group\` out to get ${stagingGroup(stagingName(project.id))}`;
    return [warning("shared-group", project.valueAt(["group"]), message, hint)];
  });
}

function groupOf({ id, entry }: StagingDeclaration): string {
  return entry.group ?? stagingGroup(stagingName(id));
}
