import type { Declaration, Declarations } from "../declarations.ts";
import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import {
  projectIdLength,
  projectIdPattern,
  stagingName,
  stagingNameLength,
  stagingPrefix,
} from "../naming.ts";
import { counted, quoted } from "../../../terminal/wording.ts";

/** Checks Google's rules for project ids, and upstream's prefix for staging projects (facts/upstream.md §1.1). */
export function checkIds({ all }: Declarations): Diagnostic[] {
  return all.flatMap((project) => [
    ...checkPrefix(project),
    ...checkCharacters(project),
    ...checkLength(project),
  ]);
}

function checkPrefix({ type, id, origin }: Declaration): Diagnostic[] {
  if (type !== "staging" || id.startsWith(stagingPrefix)) return [];
  const message = `the staging project ${quoted(id)} does not start with ${stagingPrefix}`;
  const better = `${stagingPrefix}${wellFormed(id)}`;
  return [error("staging-prefix", origin, message, isProjectId(better) ? `write ${better}` : "")];
}

function checkCharacters({ type, id, origin }: Declaration): Diagnostic[] {
  if (projectIdPattern.test(id)) return [];
  const message = `${quoted(id)} is no project id: ${firstFault(id)}`;
  const better = wellFormed(id);
  const usable = isProjectId(better) && (type !== "staging" || better.startsWith(stagingPrefix));
  return [error("project-id", origin, message, usable ? `write ${better}` : "")];
}

function checkLength({ type, id, origin }: Declaration): Diagnostic[] {
  const { min, max } = projectIdLength;
  if (type === "staging" && !id.startsWith(stagingPrefix)) return [];
  if (id.length < min) {
    return [
      error(
        "project-id-length",
        origin,
        `${quoted(id)} has ${counted(id.length, "character")}, a project id has at least ${min}`,
      ),
    ];
  }
  if (id.length <= max) return [];
  const name = stagingName(id);
  const message =
    type === "staging" && name !== id
      ? `${quoted(id)} is too long: ${quoted(name)} has ${name.length} characters, after ${stagingPrefix} there is room for ${stagingNameLength}`
      : `${quoted(id)} is too long: it has ${id.length} characters, a project id has at most ${max}`;
  return [
    error("project-id-length", origin, message, `make it ${counted(id.length - max, "character")} shorter`),
  ];
}

function firstFault(id: string): string {
  const [strange] = /[^a-z0-9-]/u.exec(id) ?? [];
  if (strange !== undefined)
    return `it contains ${quoted(strange)}; lower case letters, digits and hyphens are allowed`;
  if (!/^[a-z]/.test(id)) return "it does not start with a lower case letter";
  return "it does not end with a letter or digit";
}

/** A similar id with only valid characters. */
function wellFormed(id: string): string {
  return id
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replaceAll(/^[^a-z]+|-+$/g, "");
}

function isProjectId(id: string): boolean {
  return projectIdPattern.test(id) && id.length >= projectIdLength.min && id.length <= projectIdLength.max;
}
