import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import type { GroupsResult } from "../../../inventory/groups/load.ts";
import { parseGroups } from "../../support/load.ts";
import type { GroupsInventory } from "../../../inventory/groups/types.ts";

/** A valid configuration in which `lines` replace keys of the same name. */
export function config(...lines: string[]): string {
  const usual: Record<string, string> = {
    "secret-version": "projects/p/secrets/s/versions/latest",
    "bot-id": "bot@kubernetes.io",
    "groups-path": ".",
    "restrictions-path": "restrictions.yaml",
    domains: "[kubernetes.io]",
  };
  const kept = Object.entries(usual).filter(([key]) => !lines.some((line) => line.startsWith(`${key}:`)));
  return [...kept.map(([key, value]) => `${key}: ${value}`), ...lines].join("\n");
}

/** A valid folder of groups in which `files` replace those with the same path. */
export function folder(files: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(
    Object.entries({
      "config.yaml": config(),
      "restrictions.yaml": "restrictions: []",
      "groups.yaml": "groups: []",
      ...files,
    }),
  );
}

/** The result of loading such a folder. */
export function load(files: Readonly<Record<string, string>>): GroupsResult {
  return parseGroups(folder(files), "");
}

/** All messages about such a folder: one line per diagnostic or hint, with all fields. */
export function diagnose(files: Readonly<Record<string, string>>): string[] {
  return formatDiagnostics(load(files).diagnostics).split("\n").slice(0, -1);
}

/** Like {@link diagnose}, for lines below `groups:` in one groups.yaml. The first of them is line 2. */
export function diagnoseGroups(...lines: string[]): string[] {
  return diagnose({ "groups.yaml": groupsFile(...lines) });
}

/** Like {@link diagnoseGroups}, for further lines of one entry. The first of them is line 4, column 5. */
export function diagnoseEntry(...lines: string[]): string[] {
  return diagnoseGroups(
    "- email-id: kind@kubernetes.io",
    "  name: kind",
    ...lines.map((line) => `  ${line}`),
  );
}

/** The text of a groups.yaml. */
export function groupsFile(...lines: string[]): string {
  return ["groups:", ...lines.map((line) => `  ${line}`)].join("\n");
}

/** An entry on one line, with further keys in flow style. */
export function entry(name: string, ...keys: string[]): string {
  return `- { email-id: ${[`${name}@kubernetes.io`, `name: ${name}`, ...keys].join(", ")} }`;
}

/** The groups of one file. Throws when they do not load. */
export function groupsOfLines(...lines: string[]): GroupsInventory {
  const { groups, diagnostics } = load({ "groups.yaml": groupsFile(...lines) });
  if (groups === undefined) throw new Error(formatDiagnostics(diagnostics));
  return groups;
}
