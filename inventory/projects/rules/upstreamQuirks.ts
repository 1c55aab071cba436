import type { Declaration, Declarations, Section } from "../declarations.ts";
import { isMap } from "../../yaml/values.ts";
import { warning, type Diagnostic } from "../../yaml/diagnostics.ts";

/** Warns about irregularities that upstream's file contains: readable, but worth tidying up (facts/upstream.md §2). */
export function checkUpstreamQuirks({ sections, all }: Declarations): Diagnostic[] {
  return [
    ...sections.flatMap(checkPlaceholderOfSection),
    ...all.flatMap((project) => [...checkText(project), ...checkPlaceholder(project)]),
  ];
}

function checkText({ type, id, raw, valueAt }: Declaration): Diagnostic[] {
  if (type === "staging" || typeof raw !== "string") return [];
  const message = `${id} is text instead of a map; it is read as managed_by`;
  return [
    warning(
      "text-for-map",
      valueAt([]),
      message,
      `write \`managed_by: ${raw}\` on a line of its own below ${id}`,
    ),
  ];
}

function checkPlaceholder({ id, raw, valueAt }: Declaration): Diagnostic[] {
  return isMap(raw) ? placeholder(id, raw["managed_by"], valueAt) : [];
}

function checkPlaceholderOfSection({ type, managedBy, valueAt }: Section): Diagnostic[] {
  return placeholder(`infra.${type}`, managedBy, valueAt);
}

function placeholder(owner: string, managedBy: unknown, valueAt: Declaration["valueAt"]): Diagnostic[] {
  if (typeof managedBy !== "string" || managedBy.toUpperCase() !== "TODO") return [];
  const message = `${owner}: managed_by is still ${managedBy}`;
  return [
    warning(
      "placeholder",
      valueAt(["managed_by"]),
      message,
      "name the program that manages it, or remove the key",
    ),
  ];
}
