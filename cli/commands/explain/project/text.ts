import { baselineApis } from "../../../../inventory/projects/apis.ts";
import { groupDomain } from "../../../../inventory/projects/naming.ts";
import { shortDigest } from "../../../../inventory/promotion/names.ts";
import { counted } from "../../../../terminal/wording.ts";
import type { Position } from "../../../../inventory/yaml/position.ts";
import { wayWords } from "../../../review/access/wayWords.ts";
import { columns } from "../../../../terminal/columns.ts";
import { visible } from "../../../../terminal/escape.ts";
import type { ExplainedBuild, ExplainedValue, ProjectAnswer } from "./answer.ts";
import type { Reach } from "./reach.ts";

/** Formats the answer of `infra explain <project>` for a terminal. */
export function projectText(answer: ProjectAnswer): string {
  const { project, access, repositories, specialCases, next } = answer;
  const blocks = [
    [`${project}, declared in ${place(answer.origin)}`],
    ["Record:", ...columns(answer.values.map(valueRow))],
    section(
      "Special cases:",
      specialCases.map(({ id, reason, expires, origin }) => [
        id,
        place(origin),
        expires === undefined ? reason : `until ${expires}: ${reason}`,
      ]),
    ),
    section(
      "Image repositories:",
      repositories.map(({ address, location }) => [address, `in ${location}`]),
    ),
    ...(repositories.length === 0
      ? [["It has no image repositories."], reachLines("may start builds", access.build, project)]
      : [
          reachLines("may push images", access.push, project),
          reachLines("may start builds", access.build, project),
          reachLines("may pull images", access.read, project),
        ]),
    partialLines(access.partial),
    buildLines(answer),
    promotedLines(answer),
    ["Next:", ...(next.length === 0 ? ["  Nothing is open."] : next.map((step) => `  - ${step}`))],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.map(visible).join("\n")}\n`)
    .join("\n");
}

function place({ file, line }: Position): string {
  return `${file}:${line}`;
}

/** Empty if there are no rows. */
function section(heading: string, rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : [heading, ...columns(rows)];
}

function valueRow({ key, value, from, rule = "" }: ExplainedValue): string[] {
  return [key, valueWords(key, value), from === undefined ? rule : place(from)];
}

function valueWords(key: string, value: unknown): string {
  if (key === "apis") return apiWords(value as readonly string[]);
  if (value === undefined) return "none";
  if (typeof value !== "object") return String(value);
  const parts = Array.isArray(value)
    ? value.map(String)
    : Object.entries(value ?? {}).map(([name, inner]) => `${name}: ${String(inner)}`);
  return parts.length === 0 ? "none" : parts.join(", ");
}

/** The long list of APIs that every project with images has is abbreviated to a count. */
function apiWords(apis: readonly string[]): string {
  const usual = baselineApis.images;
  const isUsual = usual.every((api) => apis.includes(api));
  const others = isUsual ? apis.filter((api) => !usual.includes(api)) : apis;
  const names = others.map((api) => api.replace(/\.googleapis\.com$/, ""));
  return [...(isUsual ? [`the usual ${usual.length}`] : []), ...names].join(", ");
}

function partialLines(partial: readonly string[]): string[] {
  const groups = partial.map((email) => email.replace(groupDomain, ""));
  return partial.length === 0
    ? []
    : [`There may be more: the data lists only some of the members of ${groups.join(", ")}.`];
}

function reachLines(can: string, reach: readonly Reach[], project: string): string[] {
  if (reach.length === 0) return [`Nobody ${can}.`];
  const rows = reach.map(({ address, kind, through, roles }) => [
    address,
    kind,
    // Others have the roles of the end of their path.
    (through.length === 0 ? rolesWords(roles, project) : wayWords(through)).join(", "),
  ]);
  return [`Who ${can}:`, ...columns(rows)];
}

/** Such as `artifactregistry.writer on 2 repositories`. */
function rolesWords(roles: Reach["roles"], project: string): string[] {
  return [...new Set(roles.map(({ role }) => role))].map((role) => {
    const on = roles.filter((held) => held.role === role);
    const { kind, resource } = on[0]!;
    const one = resource === project ? "the project" : `${kind} ${resource}`;
    const where = on.length === 1 ? one : `${on.length} ${plural(kind)}`;
    return `${role.replace(/^roles\//, "")} on ${where}`;
  });
}

function plural(noun: string): string {
  return noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

function buildLines({ sources, builds }: ProjectAnswer): string[] {
  if (builds.length === 0) return sources.length === 0 ? [] : [`No builds, from ${names(sources)}.`];
  const reasons = new Set(builds.map(({ stopped }) => stopped));
  const [same] = reasons.size === 1 ? reasons : [];
  return [
    `${counted(builds.length, "build")}, from ${names(sources)}:`,
    ...columns(builds.map((build) => buildRow(build, same === undefined))),
    ...(same === undefined ? [] : [`Nothing starts ${builds.length === 1 ? "it" : "them"} now: ${same}.`]),
  ];
}

function names(sources: ProjectAnswer["sources"]): string {
  return sources.map(({ repository }) => repository).join(", ");
}

function buildRow(
  { name, runner, directory, when, origin, stopped }: ExplainedBuild,
  tell: boolean,
): string[] {
  const note = tell && stopped !== undefined ? `, not now: ${stopped}` : "";
  return [name, runner, directory, place(origin), `${when}${note}`];
}

function promotedLines({ promoted }: ProjectAnswer): string[] {
  if (promoted.length === 0) return [];
  const rows = promoted.map(({ served, images, digests, tags, missing, file }) => [
    served.join(", "),
    [counted(images, "image"), counted(digests, "digest"), counted(tags, "tag")].join(", "),
    missing.length > 0 ? `without ${missing.join(", ")}` : file,
  ]);
  const waived = promoted.flatMap(({ waivers }) =>
    waivers.map(
      ({ image, digest, approver, day, reason, origin }) =>
        `  waived: ${image}@${shortDigest(digest)}, by ${approver} on ${day}: ${reason} (${place(origin)})`,
    ),
  );
  return ["Promoted to:", ...columns(rows), ...waived];
}
