import { buildLines, type BuildRequest } from "./build.ts";
import { indentOf, placeAmong, YamlText } from "../yamlText.ts";

/** The text of a new builds file. */
export function newBuildsFile(repositories: readonly string[], builds: readonly BuildRequest[]): string {
  const [only, ...others] = repositories;
  const several = others.length > 0;
  const lines = [
    "# The keys are explained in README.md beside this file.",
    ...(several ? ["sources:", ...repositories.map((name) => `  - ${name}`)] : [`sources: [${only ?? ""}]`]),
    ...(builds.length === 0 ? [] : ["builds:", ...builds.flatMap((build) => buildLines(build, several))]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/**
 * Adds sources and builds to the text of a builds file. Builds need not name a single source; with a second one, each
 * gets its `repository`. Undefined if the text cannot be edited.
 */
export function withSourcesAndBuilds(
  text: string,
  sources: readonly string[],
  builds: readonly BuildRequest[],
): string | undefined {
  const before = stringsAt(new YamlText(text), ["sources"]);
  let edited: string | undefined = text;
  if (sources.length > 0 && before.length === 1) edited = withRepositories(edited, before[0]!);
  for (const source of sources) edited = edited === undefined ? undefined : withSource(edited, source);
  const several = before.length + sources.length > 1;
  for (const build of builds)
    edited = edited === undefined ? undefined : withBuild(edited, buildLines(build, several));
  return edited;
}

function withSource(text: string, source: string): string | undefined {
  const yaml = new YamlText(text);
  const at = yaml.lineOf(["sources"]);
  if (at === undefined) return undefined;
  const line = yaml.lines[at]!;
  if (/^sources:\s*\[[^\]]+\]/.test(line)) return yaml.with(at, [line.replace("]", `, ${source}]`)], 1);
  const known = stringsAt(yaml, ["sources"]);
  const items = known.map((_, index) => yaml.lineOf(["sources", index]));
  const [first] = items;
  if (first === undefined || items.includes(undefined)) return undefined;
  const after = placeAmong(known, source);
  return yaml.with(after === -1 ? first : items[after]! + 1, [
    `${" ".repeat(indentOf(yaml.lines[first]!))}- ${source}`,
  ]);
}

function withBuild(text: string, lines: readonly string[]): string | undefined {
  const yaml = new YamlText(text);
  const names = yaml.data?.keysOf(["builds"]) ?? [];
  const top = yaml.lineOf(["builds"]);
  const hasBuilds = yaml.data?.keysOf([]).includes("builds") ?? false;
  if (!hasBuilds) {
    const end = yaml.lines.findLastIndex((line) => line.trim() !== "") + 1;
    return yaml.with(end, ["builds:", ...lines]);
  }
  if (top === undefined || names.some((name) => yaml.lineOf(["builds", name]) === undefined))
    return undefined;
  if (names.length === 0 && yaml.lines[top]!.trim() !== "builds:") return undefined;
  return yaml.with(yaml.endOf(top), lines);
}

/** Adds the repository to each build that does not name one. */
function withRepositories(text: string, repository: string): string | undefined {
  const names = new YamlText(text).data?.keysOf(["builds"]) ?? [];
  return names.reduce<string | undefined>((edited, name) => {
    if (edited === undefined) return undefined;
    const yaml = new YamlText(edited);
    const keys = yaml.data?.keysOf(["builds", name]) ?? [];
    if (keys.includes("repository")) return edited;
    const start = yaml.lineOf(["builds", name]);
    const runner = keys.includes("runner") ? yaml.lineOf(["builds", name, "runner"]) : undefined;
    if (start === undefined || yaml.endOf(start) === start + 1) return undefined;
    const indent = " ".repeat(indentOf(yaml.lines[start + 1]!));
    return yaml.with((runner ?? start) + 1, [`${indent}repository: ${repository}`]);
  }, text);
}

function stringsAt({ data }: YamlText, [key]: readonly [string]): string[] {
  const list: unknown = (data?.value as Record<string, unknown> | undefined)?.[key];
  return Array.isArray(list) ? list.map(String) : [];
}
