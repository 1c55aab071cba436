import { placeAmong, indentOf, YamlText } from "../yamlText.ts";

const PROJECTS = ["infra", "staging", "projects"];

/** The keys of an entry, in the order in which infra.yaml explains them. */
const KEYS = [
  "sig",
  "group",
  "apis",
  "labels",
  "profile",
  "state",
  "read_only_until",
  "retention",
  "managed_by",
];

/** Adds a staging project to the text of infra.yaml, in alphabetical order. Undefined if the text cannot be edited. */
export function withEntry(text: string, id: string, sig: string): string | undefined {
  const yaml = new YamlText(text);
  const ids = yaml.data?.keysOf(PROJECTS) ?? [];
  const first = ids[0] === undefined ? undefined : yaml.lineOf([...PROJECTS, ids[0]]);
  const after = placeAmong(ids, id);
  const above = yaml.lineOf(after === -1 ? PROJECTS : [...PROJECTS, ids[after]!]);
  if (first === undefined || above === undefined) return undefined;
  const indent = " ".repeat(indentOf(yaml.lines[first]!));
  const at = after === -1 ? above + 1 : yaml.endOf(above);
  return yaml.with(at, [`${indent}${id}:`, `${indent}  sig: ${sig}`]);
}

/** Sets a key of a staging project in the text of infra.yaml. Undefined if the text cannot be edited. */
export function withKey(
  text: string,
  id: string,
  key: "sig" | "state" | "read_only_until",
  value: string,
): string | undefined {
  const yaml = new YamlText(text);
  const path = [...PROJECTS, id];
  const start = yaml.lineOf(path);
  if (start === undefined) return undefined;
  const keys = yaml.data?.keysOf(path) ?? [];
  if (keys.includes(key)) {
    const at = yaml.lineOf([...path, key]);
    const [, head, tail] = /^( *[a-z_]+: +)[^\s#]+(.*)$/s.exec(at === undefined ? "" : yaml.lines[at]!) ?? [];
    return at === undefined || head === undefined ? undefined : yaml.with(at, [`${head}${value}${tail}`], 1);
  }
  const line = yaml.lines[start]!;
  if (!/:\s*(?:#.*)?$/.test(line)) return undefined;
  const before = keys.filter((other) => KEYS.indexOf(other) < KEYS.indexOf(key)).at(-1);
  const above = before === undefined ? start : yaml.lineOf([...path, before]);
  if (above === undefined) return undefined;
  const at = before === undefined ? start + 1 : yaml.endOf(above);
  const first = keys[0] === undefined ? undefined : yaml.lineOf([...path, keys[0]]);
  const indent = first === undefined ? indentOf(line) + 2 : indentOf(yaml.lines[first]!);
  return yaml.with(at, [`${" ".repeat(indent)}${key}: ${value}`]);
}

/** Removes a staging project from the text of infra.yaml. Undefined if the text cannot be edited. */
export function withoutEntry(text: string, id: string): string | undefined {
  const yaml = new YamlText(text);
  const start = yaml.lineOf([...PROJECTS, id]);
  return start === undefined ? undefined : yaml.with(start, [], yaml.endOf(start) - start);
}
