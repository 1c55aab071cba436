import type { Declarations, StagingDeclaration } from "../declarations.ts";
import { isMap, valueOf } from "../../yaml/values.ts";
import { error, type Diagnostic } from "../../yaml/diagnostics.ts";

const selectors = ["packages", "tags", "most_recent"];

/**
 * Checks that each keep rule fits one cleanup policy of Artifact Registry, which takes either a condition or a number
 * of versions: https://cloud.google.com/artifact-registry/docs/repositories/cleanup-policy. The gcp provider does not
 * check any of this (facts/gcp-provider.md). Reads the raw entry, so that a mistake in one rule does not hide others.
 */
export function checkKeepRules({ staging }: Declarations): Diagnostic[] {
  return staging.flatMap((project) => {
    const keep = valueOf(project.raw, ["retention", "keep"]);
    return Array.isArray(keep)
      ? keep.flatMap((rule, index) => checkKeepRule(project, keep, rule, index))
      : [];
  });
}

function checkKeepRule(
  project: StagingDeclaration,
  all: readonly unknown[],
  rule: unknown,
  index: number,
): Diagnostic[] {
  if (!isMap(rule)) return [];
  const found: Diagnostic[] = [];
  const path = ["retention", "keep", index];
  const subject = `${project.id}: retention.keep[${index}]`;

  const first = all.findIndex((other) => isMap(other) && other["id"] === rule["id"]);
  if (first < index && typeof rule["id"] === "string") {
    const message = `${subject} has the same id as keep[${first}], "${rule["id"]}"`;
    found.push(
      error(
        "duplicate-keep-rule",
        project.valueAt([...path, "id"]),
        message,
        "give each keep rule an id of its own",
      ),
    );
  }
  if (!selectors.some((key) => Object.hasOwn(rule, key))) {
    const message = `${subject} does not say what to keep`;
    found.push(error("keep-nothing", project.keyAt(path), message, "add packages, tags or most_recent"));
  }
  if (Object.hasOwn(rule, "tags") && Object.hasOwn(rule, "most_recent")) {
    const message = `${subject} has both tags and most_recent; Artifact Registry takes one of them per policy`;
    found.push(
      error(
        "keep-tags-and-most-recent",
        project.keyAt([...path, "most_recent"]),
        message,
        "make it two keep rules",
      ),
    );
  }
  return found;
}
