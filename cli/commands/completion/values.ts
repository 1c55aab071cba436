import { OWN_DATA } from "../../../inventory/sources.ts";
import { loadGroups } from "../../../inventory/groups/load.ts";
import { loadInventory } from "../../../inventory/projects/load.ts";
import { groupDomain, stagingName } from "../../../inventory/projects/naming.ts";
import { parse } from "../../../inventory/yaml/parse.ts";
import { fromRoot } from "../../../boot/root.ts";
import { readSource } from "../../../inventory/yaml/source.ts";
import { diskTree } from "../../../inventory/yaml/tree.ts";
import { STACKS } from "../../../inventory/stacks.ts";

/** Known values of arguments and options without a fixed set of choices, by command and name. */
const SOURCES: readonly (readonly [of: RegExp, values: (typed: string) => readonly string[]])[] = [
  [/(^| )(<stack>|--stack)$/, () => STACKS],
  [/^explain <what>$/, (typed) => [...projects(typed), "proxy"]],
  [/^(onboard|offboard|freeze) <name>$/, projects],
  [/^promote (add|new|plan) <directory>$/, () => projects("k8s-staging-")],
  [/^(groups show <name>|list --group)$/, groups],
  [/^list --sig$/, sigs],
];

/**
 * Returns the known values of an argument or option; none where any text is valid.
 *
 * @param of the command's name and the argument or option, such as `explain <what>` or `explain --stack`
 * @param typed the part of the value typed so far
 */
export function valuesOf(of: string, typed: string): readonly string[] {
  return SOURCES.find(([pattern]) => pattern.test(of))?.[1](typed) ?? [];
}

/** The staging projects, with their prefix once it is typed. Invalid data still has names. */
function projects(typed: string): string[] {
  const source = readSource(fromRoot(OWN_DATA.infraFile), OWN_DATA.infraFile);
  const { data } = "rule" in source ? { data: undefined } : parse(source, "infra");
  const ids = data?.keysOf(["infra", "staging", "projects"]) ?? [];
  return typed.startsWith("k8s-") ? [...ids] : ids.map(stagingName);
}

/** The SIGs that projects declare. */
function sigs(): string[] {
  const { inventory } = loadInventory(readSource(fromRoot(OWN_DATA.infraFile), OWN_DATA.infraFile));
  return [...new Set(inventory?.stagingProjects.flatMap(({ sig }) => sig ?? []))].sort();
}

function groups(): string[] {
  const { groups: loaded } = loadGroups(diskTree(fromRoot(OWN_DATA.groupsFolder), OWN_DATA.groupsFolder));
  return (loaded?.groups ?? []).map(({ email }) => email.replace(groupDomain, ""));
}
