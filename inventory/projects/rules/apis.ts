import { baselineApis, fullApiName, refusedApis } from "../apis.ts";
import type { Declarations, StagingDeclaration } from "../declarations.ts";
import { valueOf } from "../../yaml/values.ts";
import { error, warning, type Diagnostic } from "../../yaml/diagnostics.ts";

/**
 * Checks that each API of an entry is allowed, listed once and not already in the baseline. Reads the raw list, so that
 * one malformed name does not hide the others.
 */
export function checkApis({ staging }: Declarations): Diagnostic[] {
  return staging.flatMap((project) => {
    const listed = valueOf(project.raw, ["apis"]);
    if (!Array.isArray(listed)) return [];
    const names = listed.map((api) => (typeof api === "string" ? fullApiName(api) : ""));
    return names.flatMap((name, index) => checkApi(project, names, name, index));
  });
}

function checkApi(
  project: StagingDeclaration,
  all: readonly string[],
  name: string,
  index: number,
): Diagnostic[] {
  const { id, entry } = project;
  const position = project.valueAt(["apis", index]);
  const refused = refusedApis[name];
  if (refused !== undefined)
    return [error("refused-api", position, `${id}: ${name} must not be enabled`, refused)];
  if (name !== "" && all.indexOf(name) < index) {
    return [error("duplicate-api", position, `${id}: ${name} is listed twice`, "remove one of the two")];
  }
  if (!baselineApis[entry.profile].includes(name)) return [];
  const message = `${id}: ${name} is enabled in every project of profile ${entry.profile} anyway`;
  return [warning("needless-api", position, message, "remove it from the list")];
}
