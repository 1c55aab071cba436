import { stagingGroupBlock } from "../../../inventory/groups/staging.ts";
import { stagingGroup } from "../../../inventory/projects/naming.ts";
import { scalar } from "../../../inventory/yaml/write.ts";
import { indentOf, placeAmong, YamlText } from "../yamlText.ts";

/** The lines of a new project's group, for insertion below `groups:`. */
export function groupLines(name: string, members: readonly string[]): string[] {
  const lines = stagingGroupBlock({ name, group: stagingGroup(name) });
  return [
    ...lines.slice(0, -1),
    "    members:",
    ...[...members].sort().map((member) => `      - ${scalar(member)}`),
  ];
}

/** The text of a new groups.yaml for a SIG that has none yet. */
export function newGroupsFile(sig: string, block: readonly string[]): string {
  const lines = [
    `# Google Groups of ${titleOf(sig)}.`,
    "#",
    "# Format: see ../config.yaml. In alphabetical order.",
    "groups:",
    ...block,
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/**
 * Adds a group to the text of a groups.yaml, in alphabetical order; `block` is indented by two spaces. Undefined if the
 * text cannot be edited.
 */
export function withGroup(text: string, email: string, block: readonly string[]): string | undefined {
  const yaml = new YamlText(text);
  const emails = emailsIn(yaml);
  const top = yaml.lineOf(["groups"]);
  if (top === undefined) return undefined;
  if (emails.length === 0) {
    const empty = /^groups:\s*(?:\[\s*\])?\s*$/.test(yaml.lines[top]!);
    return empty ? yaml.with(top, ["groups:", ...block], 1) : undefined;
  }
  const after = placeAmong(emails, email);
  const above = after === -1 ? top : yaml.lineOf(["groups", after]);
  const first = yaml.lineOf(["groups", 0]);
  if (above === undefined || first === undefined) return undefined;
  const shift = indentOf(yaml.lines[first]!);
  const lines = block.map((line) => " ".repeat(shift) + line.slice(2));
  if (after === -1) return yaml.with(above + 1, [...lines, ""]);
  return yaml.with(yaml.endOf(above), ["", ...lines]);
}

/** Adds members to a group in the text of a groups.yaml. */
export function withMembers(text: string, email: string, members: readonly string[]): string | undefined {
  return members.reduce<string | undefined>(
    (edited, member) => (edited === undefined ? undefined : withMember(edited, email, member)),
    text,
  );
}

function withMember(text: string, email: string, member: string): string | undefined {
  const yaml = new YamlText(text);
  const group = ["groups", emailsIn(yaml).indexOf(email)];
  const start = yaml.lineOf(group);
  if (start === undefined) return undefined;
  const keys = yaml.data?.keysOf(group) ?? [];
  const column = indentOf(yaml.lines[start]!) + 2;
  const key = keys.includes("members") ? yaml.lineOf([...group, "members"]) : undefined;
  const item = `${" ".repeat(column + 2)}- ${scalar(member)}`;
  if (key === undefined) {
    if (keys.includes("members")) return undefined;
    return yaml.with(yaml.endOf(start), [`${" ".repeat(column)}members:`, item]);
  }
  const head = yaml.lines[key]!;
  if (/members:\s*\[\s*\]\s*$/.test(head)) return yaml.with(key, [head.replace(/\s*\[.*$/, ""), item], 1);
  const lines = [...yaml.lines.keys()].slice(key + 1, yaml.endOf(key));
  const items = lines.filter((at) => yaml.lines[at]!.trimStart().startsWith("- "));
  if (items.length === 0) return undefined;
  const known = items.map((at) => yaml.lines[at]!.trim().slice(2));
  const after = placeAmong(known, member);
  const at = after === -1 ? items[0]! : items[after]! + 1;
  return yaml.with(at, [`${" ".repeat(indentOf(yaml.lines[items[0]!]!))}- ${scalar(member)}`]);
}

/** Retires a group in the text of a groups.yaml. */
export function withRetiredGroup(text: string, email: string): string | undefined {
  const yaml = new YamlText(text);
  const start = yaml.lineOf(["groups", emailsIn(yaml).indexOf(email)]);
  if (start === undefined) return undefined;
  const column = indentOf(yaml.lines[start]!) + 2;
  return yaml.with(yaml.endOf(start), [`${" ".repeat(column)}state: retired`]);
}

/** Removes a group from the text of a groups.yaml. */
export function withoutGroup(text: string, email: string): string | undefined {
  const yaml = new YamlText(text);
  const start = yaml.lineOf(["groups", emailsIn(yaml).indexOf(email)]);
  if (start === undefined) return undefined;
  const end = yaml.endOf(start);
  // Also remove the blank line above the group, or the one below it if there is none above.
  const blankAbove = yaml.lines[start - 1]?.trim() === "";
  return blankAbove
    ? yaml.with(start - 1, [], end - start + 1)
    : yaml.with(start, [], end - start + (yaml.lines[end]?.trim() === "" ? 1 : 0));
}

function emailsIn({ data }: YamlText): string[] {
  const { groups } = (data?.value ?? {}) as { groups?: unknown };
  return (Array.isArray(groups) ? (groups as { "email-id"?: unknown }[]) : []).map((group) =>
    String(group["email-id"]).toLowerCase(),
  );
}

/** The title of a SIG: `SIG Cluster Lifecycle` for sig-cluster-lifecycle. */
function titleOf(sig: string): string {
  const [kind = "", ...words] = sig.split("-");
  const special: Readonly<Record<string, string>> = { api: "API", cli: "CLI", ui: "UI", etcd: "etcd" };
  const title = words.map((word) => special[word] ?? word.charAt(0).toUpperCase() + word.slice(1));
  return [kind === "committee" ? "Committee" : kind.toUpperCase(), ...title].join(" ");
}
