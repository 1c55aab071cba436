import type { Declarations, SpecialCaseDeclaration, StagingDeclaration } from "../declarations.ts";
import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { baselineApis, fullApiName } from "../apis.ts";
import { nearest } from "../../../terminal/nearest.ts";

/** Checks that special cases have unique ids, name declared staging projects, and can create what they declare. */
export function checkSpecialCases({ staging, specialCases }: Declarations): Diagnostic[] {
  const ids = staging.map(({ id }) => id);
  return specialCases.flatMap((special, index) => [
    ...checkId(special, specialCases.slice(0, index)),
    ...checkProjects(special, ids),
    ...checkMade(special),
    ...staging.flatMap((project) => checkApis(special, project)),
  ]);
}

function checkId(
  { entry, valueAt }: SpecialCaseDeclaration,
  earlier: readonly SpecialCaseDeclaration[],
): Diagnostic[] {
  const same = earlier.find((other) => other.entry.id === entry.id);
  if (same === undefined) return [];
  const message = `there are two special cases ${entry.id}, the other one on line ${same.origin.line}`;
  return [error("duplicate-special-case", valueAt(["id"]), message, "give each one an id of its own")];
}

function checkProjects({ entry, valueAt }: SpecialCaseDeclaration, ids: readonly string[]): Diagnostic[] {
  return entry.projects.flatMap((project, index) => {
    const at = valueAt(["projects", index]);
    if (entry.projects.indexOf(project) < index) {
      const message = `the special case ${entry.id} names ${project} twice`;
      return [error("special-case-project", at, message, "remove one of the two")];
    }
    if (ids.includes(project)) return [];
    const near = nearest(project, ids);
    const message = `the special case ${entry.id} names ${project}, which is no declared staging project`;
    const hint = near === undefined ? "declare the project, or remove it here" : `did you mean "${near}"?`;
    return [error("special-case-project", at, message, hint)];
  });
}

/** Accounts and buckets have fixed names, so their special case must name exactly one project. */
function checkMade({ entry, keyAt }: SpecialCaseDeclaration): Diagnostic[] {
  if (entry.projects.length === 1) return [];
  return (["accounts", "buckets"] as const)
    .filter((key) => entry[key].length > 0)
    .map((key) => {
      const message = `the special case ${entry.id} makes ${key} in ${entry.projects.length} projects`;
      return error("special-case-made-twice", keyAt([key]), message, "make it one special case per project");
    });
}

/** The API that each kind of resource needs. */
const NEEDED_APIS = { accounts: "iam", buckets: "storage-api" } as const;

function checkApis(
  { entry, keyAt }: SpecialCaseDeclaration,
  { id, entry: { profile, apis } }: StagingDeclaration,
): Diagnostic[] {
  if (!entry.projects.includes(id)) return [];
  const enabled = [...baselineApis[profile], ...apis.map(fullApiName)];
  return (["accounts", "buckets"] as const)
    .filter((key) => entry[key].length > 0 && !enabled.includes(fullApiName(NEEDED_APIS[key])))
    .map((key) => {
      const message = `the special case ${entry.id} makes ${key} in ${id}, which does not enable ${fullApiName(NEEDED_APIS[key])}`;
      return error("special-case-api", keyAt([key]), message, `add \`apis: [${NEEDED_APIS[key]}]\` to ${id}`);
    });
}
