import { counted } from "../../../terminal/wording.ts";
import { columns } from "../../../terminal/columns.ts";
import type { ShowAnswer, WhoAnswer } from "./answers.ts";
import { foldAccess, type Section } from "./fold.ts";
import type { Access, Membership } from "../../review/access/accessGraph.ts";
import { wayWords, withoutDomain } from "../../review/access/wayWords.ts";

/** The maximum width of a line in a list of names. */
const WIDTH = 100;
/** The maximum number of names in a sentence. */
const FEW = 4;

/** Formats the answer of `infra groups show` for a terminal. `projects` are the ids of all staging projects. */
export function showText(answer: ShowAnswer, projects: readonly string[]): string {
  const { group, description, state, declared, origin, members, groups, access } = answer;
  const retired = state === "retired" ? " It is retired: it is deleted, and has no members." : "";
  const place = `${origin.file}:${origin.line}`;
  const others = partialNote(answer);
  return paragraphs(
    [
      `${group}${description === "" ? "" : `: ${description}`}`,
      declared ? `Declared in ${place}.${retired}` : `Not declared: made by the naming rule, for ${place}.`,
    ],
    [
      members.length === 0
        ? "No members are listed."
        : `${counted(members.length, "member")}, groups within it included:`,
      ...columns(
        members.map((member) => [
          member.address,
          [...(member.group ? ["group"] : []), ...wayWords(member.through)].join(", "),
        ]),
      ),
      ...(others === "" ? [] : [others]),
    ],
    groupLines(groups, "In no other group."),
    ...accessLines(group, access, projects),
  );
}

/** Formats the answer of `infra groups who` for a terminal. `projects` as in `showText`. */
export function whoText(answer: WhoAnswer, projects: readonly string[]): string {
  const { address, groups, access, partialGroups, meant, public: everybodys } = answer;
  const reads = everybodys.map(({ role, kind, count }) => `${short(role)} on ${plural(count, kind)}`);
  return paragraphs(
    meant === undefined
      ? [address]
      : [`${address}: the data does not have this address. Did you mean ${meant}?`],
    [
      ...groupLines(groups, "In no group."),
      ...(partialGroups === 0
        ? []
        : [
            `It may be in more: the data lists only some of the members of ${counted(partialGroups, "group")}.`,
          ]),
    ],
    ...accessLines(address, access, projects),
    reads.length === 0 ? [] : [`As everybody (allUsers): ${sentence(reads)}.`],
  );
}

function paragraphs(...blocks: readonly (readonly string[])[]): string {
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function partialNote({ group, partial }: ShowAnswer): string {
  if (partial.length === 0) return "";
  const within = partial.filter((email) => email !== group).map(withoutDomain);
  const whose = [...(partial.includes(group) ? ["this group"] : []), ...within];
  return `There may be more: the data lists only some of the members of ${sentence(whose)}.`;
}

function groupLines(groups: readonly Membership[], none: string): string[] {
  if (groups.length === 0) return [none];
  const rows = groups.map(({ group, through }) => [group, wayWords(through).join(", ")]);
  return [`In ${counted(groups.length, "group")}:`, ...columns(rows)];
}

function accessLines(address: string, access: readonly Access[], projects: readonly string[]): string[][] {
  const sections = foldAccess(address, access);
  if (sections.length === 0) return [["Holds no role in any staging project."]];
  return sections.map((section) => [
    ...heading(section, projects),
    ...columns(section.resources.map(({ on, roles }) => [on, roles.map(short).join(", ")])),
  ]);
}

/** Names a section's projects and path. A long list of projects gets lines of its own. */
function heading({ projects, way }: Section, all: readonly string[]): string[] {
  const by = wayWords(way)
    .map((words) => `, ${words}`)
    .join("");
  if (projects.length <= FEW) return [`In ${sentence(projects)}${by}:`];
  const missing = all.filter((id) => !projects.includes(id));
  const count = `${projects.length} of ${all.length} staging projects`;
  if (missing.length === 0) return [`In all ${all.length} staging projects${by}:`];
  if (missing.length <= FEW) return [`In ${count} (all but ${sentence(missing)})${by}:`];
  return [`In ${count}${by}:`, ...wrapped(projects)];
}

function short(role: string): string {
  return role.replace(/^roles\//, "");
}

function plural(count: number, noun: string): string {
  return noun === "repository" && count !== 1
    ? `${count.toLocaleString("en")} repositories`
    : counted(count, noun);
}

/** Joins words as `a`, `a and b`, `a, b and c`. */
function sentence(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** Wraps comma-separated names over as many lines as needed, indented deeper than a table. */
function wrapped(names: readonly string[]): string[] {
  const lines: string[] = [];
  let line = "";
  for (const name of names) {
    if (line !== "" && line.length + name.length > WIDTH) {
      lines.push(line);
      line = "";
    }
    line += `${line === "" ? "    " : " "}${name}${name === names.at(-1) ? "" : ","}`;
  }
  return [...lines, line];
}
