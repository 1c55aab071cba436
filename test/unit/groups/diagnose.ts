import { formatDiagnostics } from "../../../inventory/format.ts";
import type { GroupsResult } from "../../../inventory/groups/load.ts";
import { parseGroups } from "../../../inventory/groups/load.ts";
import type { GroupsInventory } from "../../../inventory/groups/types.ts";

/** A configuration without a mistake, and with `lines` in place of keys of the same name. */
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

/** A folder of groups without a mistake, and with `files` in place of those of the same path. */
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

/** What came of loading such a folder. */
export function load(files: Readonly<Record<string, string>>): GroupsResult {
  return parseGroups(folder(files), "");
}

/** All that is said about such a folder: one line per diagnostic or hint, all fields in it. */
export function diagnose(files: Readonly<Record<string, string>>): string[] {
  return formatDiagnostics(load(files).diagnostics).split("\n").slice(0, -1);
}

/** As {@link diagnose}, of lines of one groups.yaml that stand below `groups:`: the first of them is line 2. */
export function diagnoseGroups(...lines: string[]): string[] {
  return diagnose({ "groups.yaml": groupsFile(...lines) });
}

/** As {@link diagnoseGroups}, of further lines of one entry: the first of them is line 4, column 5. */
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

/** The groups of one file without a mistake that matters. */
export function groupsOfLines(...lines: string[]): GroupsInventory {
  const { groups, diagnostics } = load({ "groups.yaml": groupsFile(...lines) });
  if (groups === undefined) throw new Error(formatDiagnostics(diagnostics));
  return groups;
}
