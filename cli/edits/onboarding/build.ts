import { posix } from "node:path";
import { flags as flagSchema } from "../../../inventory/builds/schema.ts";
import { SEMVER } from "../../../inventory/builds/patterns.ts";
import { alternatives, quoted } from "../../../terminal/wording.ts";
import { scalar } from "../../../inventory/yaml/write.ts";

/** An automatic build as requested. */
export interface BuildRequest {
  readonly name: string;
  readonly repository: string;
  readonly runner: "prow" | undefined;
  /** As in the data: regular expressions, or `semver` as a tag. */
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  readonly skip: readonly string[];
  readonly paths: readonly string[];
  /** The schedule of a periodic build, and the name of its branch. */
  readonly schedule: string | undefined;
  readonly branch: string | undefined;
  readonly directory: string | undefined;
  readonly file: string | undefined;
  readonly flags: Readonly<Record<string, string | true>>;
}

/** The keys of `--build`. Those that are lists in the data may be repeated. */
const KEYS = ["name", "repo", "branch", "tag", "skip", "path", "schedule", "dir", "file", "runner"] as const;
type Key = (typeof KEYS)[number];

/** The default events: every push to main, and every version tag. */
const USUAL = { branches: ["^main$"], tags: [SEMVER] };

/**
 * Parses a `--build` argument such as `dir=images/base,branch=main,branch=release-*,tag=v*,with-git-dir`: keys and
 * values separated by commas. Returns the build, or a sentence that says what is wrong.
 *
 * @param repositories the sources; the first is the default
 */
export function buildIn(text: string, repositories: readonly string[]): BuildRequest | string {
  const values = new Map<Key, string[]>();
  const flags: Record<string, string | true> = {};
  for (const part of text.split(",").filter((word) => word !== "")) {
    const [, key = "", value] = /^([^=]*)(?:=(.*))?$/s.exec(part) ?? [];
    if ((KEYS as readonly string[]).includes(key)) {
      if (!value) return `--build ${quoted(text)}: ${key} has no value`;
      values.set(key as Key, [...(values.get(key as Key) ?? []), value]);
    } else if (Object.hasOwn(flagSchema.shape, key)) flags[key] = value ?? true;
    else {
      const known = alternatives([...KEYS, ...Object.keys(flagSchema.shape)]);
      return `--build ${quoted(text)}: ${quoted(key)} is none of ${known}`;
    }
  }
  const single = (["name", "repo", "schedule", "dir", "file", "runner"] as const).find(
    (key) => (values.get(key)?.length ?? 0) > 1,
  );
  if (single !== undefined) return `--build ${quoted(text)}: ${single} is there twice`;
  const runner = values.get("runner")?.[0];
  if (runner !== undefined && runner !== "prow" && runner !== "trigger")
    return `--build ${quoted(text)}: runner is trigger or prow`;
  const repository = values.get("repo")?.[0] ?? repositories[0] ?? "";
  if (!repositories.includes(repository))
    return `--build ${quoted(text)}: ${quoted(repository)} is no source of the project; name it with --repo, too`;
  const [branches, tags, skip] = [values.get("branch"), values.get("tag"), values.get("skip")];
  const schedule = values.get("schedule")?.[0];
  const usual = (branches ?? tags ?? skip ?? schedule) === undefined;
  const directory = values.get("dir")?.[0];
  return {
    name: values.get("name")?.[0] ?? buildName(repository, directory),
    repository,
    runner: runner === "prow" ? runner : undefined,
    branches: usual ? USUAL.branches : schedule === undefined ? (branches ?? []).map(patternOf) : [],
    tags: usual ? USUAL.tags : (tags ?? []).map((tag) => (tag === SEMVER ? tag : patternOf(tag))),
    skip: (skip ?? []).map(patternOf),
    paths: values.get("path") ?? [],
    schedule,
    branch: schedule === undefined ? undefined : (branches?.[0] ?? "main"),
    directory,
    file: values.get("file")?.[0],
    flags,
  };
}

/**
 * Named like upstream's jobs: `post-kind-push-images`, or `post-kind-push-base-images` for the folder `images/base`.
 */
function buildName(repository: string, directory = "."): string {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  const folder = posix.basename(posix.normalize(directory));
  const of = folder === "." || folder === "images" ? [] : [plain(folder)];
  return ["post", plain(posix.basename(repository)), "push", ...of, "images"].join("-");
}

/** Converts a name in which `*` matches anything to a regular expression. Text that starts with ^ already is one. */
function patternOf(text: string): string {
  if (text.startsWith("^")) return text;
  const open = text.endsWith("*");
  const parts = text.replace(/\*+$/, "").split(/\*+/);
  const inner = parts.map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*");
  return `^${inner}${open ? "" : "$"}`;
}

/** The lines of a build, for insertion below `builds:`. They name the repository if there are several sources. */
export function buildLines(build: BuildRequest, severalSources: boolean): string[] {
  const { name, runner, repository, branches, tags, skip, paths, directory, file, flags } = build;
  const { schedule, branch } = build;
  const list = (key: string, items: readonly string[]) => (items.length === 0 ? [] : listLines(key, items));
  const inner = [
    ...(runner === undefined ? [] : [`runner: ${runner}`]),
    ...(severalSources ? [`repository: ${repository}`] : []),
    ...list("branches", branches),
    ...list("tags", tags),
    ...list("skip", skip),
    ...list("paths", paths),
    ...(schedule === undefined ? [] : [`schedule: ${scalar(schedule)}`]),
    ...(branch === undefined ? [] : [`branch: ${scalar(branch)}`]),
    ...(directory === undefined ? [] : [`directory: ${scalar(directory)}`]),
    ...(file === undefined ? [] : [`build_file: ${scalar(file)}`]),
    ...(Object.keys(flags).length === 0 ? [] : [`flags: { ${flagText(flags)} }`]),
  ];
  return [`  ${scalar(name)}:`, ...inner.map((line) => `    ${line}`)];
}

function flagText(flags: BuildRequest["flags"]): string {
  return Object.entries(flags)
    .map(([flag, value]) => `${flag}: ${value === true ? "true" : scalar(value)}`)
    .join(", ");
}

/** The line width that prettier enforces in our files. */
const WIDTH = 110;

/** A list in brackets, or one item per line if that is too long. */
function listLines(key: string, items: readonly string[]): string[] {
  const line = `${key}: [${items.map(scalar).join(", ")}]`;
  return line.length + 4 <= WIDTH ? [line] : [`${key}:`, ...items.map((item) => `  - ${scalar(item)}`)];
}
