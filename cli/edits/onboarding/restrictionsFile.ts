import { isMap, valueOf } from "../../../inventory/yaml/values.ts";
import { globExpression, isPlainPath } from "../../../inventory/yaml/glob.ts";
import { patternFor } from "../../../inventory/groups/pattern.ts";
import { indentOf, placeAmong, YamlText } from "../yamlText.ts";

/**
 * Lets a file declare a group in the text of restrictions.yaml: in its entry, or in a new one above all that apply to
 * it. Undefined if the text cannot be edited.
 */
export function withAllowed(text: string, file: string, email: string): string | undefined {
  const yaml = new YamlText(text);
  const paths = entriesOf(yaml).map(({ path }) => String(path));
  const applies = paths.findIndex((path) => globExpression(path).test(file));
  const line = `'${patternFor(email)}'`;
  return paths[applies] === file
    ? inEntry(yaml, applies, line)
    : newEntry(yaml, paths.slice(0, applies === -1 ? undefined : applies), file, line);
}

function inEntry(yaml: YamlText, index: number, pattern: string): string | undefined {
  const path = ["restrictions", index, "allowedGroups"];
  const key = yaml.lineOf(path);
  if (key === undefined || indentOf(yaml.lines[key]!) === 0) return undefined;
  const items = [...yaml.lines.keys()]
    .slice(key + 1, yaml.endOf(key))
    .filter((at) => yaml.lines[at]!.trimStart().startsWith("- "));
  if (items.length === 0) return undefined;
  const after = placeAmong(
    items.map((at) => yaml.lines[at]!.trim().slice(2)),
    pattern,
  );
  const indent = " ".repeat(indentOf(yaml.lines[items[0]!]!));
  return yaml.with(after === -1 ? items[0]! : items[after]! + 1, [`${indent}- ${pattern}`]);
}

function newEntry(
  yaml: YamlText,
  earlier: readonly string[],
  file: string,
  pattern: string,
): string | undefined {
  // The entries of single SIGs come first and are sorted; the order of later entries is deliberate.
  const end = earlier.findIndex((path, at) => !isPlainPath(path) || path < (earlier[at - 1] ?? ""));
  const after = placeAmong(end === -1 ? earlier : earlier.slice(0, end), file);
  const above = yaml.lineOf(after === -1 ? ["restrictions"] : ["restrictions", after]);
  const first = yaml.lineOf(["restrictions", 0]);
  if (above === undefined || first === undefined) return undefined;
  const indent = " ".repeat(indentOf(yaml.lines[first]!));
  const lines = [`- path: ${file}`, "  allowedGroups:", `    - ${pattern}`];
  return yaml.with(
    after === -1 ? above + 1 : yaml.endOf(above),
    lines.map((line) => indent + line),
  );
}

/** Reverses {@link withAllowed}; removes an entry with its last group. Undefined if the text cannot be edited. */
export function withoutAllowed(text: string, file: string, email: string): string | undefined {
  const yaml = new YamlText(text);
  const index = entriesOf(yaml).findIndex(({ path }) => path === file);
  const path = ["restrictions", index, "allowedGroups"];
  const key = yaml.lineOf(path);
  if (index === -1 || key === undefined) return undefined;
  const patterns = entriesOf(yaml)[index]!["allowedGroups"];
  const at = Array.isArray(patterns) ? patterns.indexOf(patternFor(email)) : -1;
  const line = at === -1 ? undefined : yaml.lineOf([...path, at]);
  if (line === undefined || !Array.isArray(patterns)) return undefined;
  if (patterns.length > 1) return yaml.with(line, [], 1);
  const start = yaml.lineOf(["restrictions", index]);
  return start === undefined ? undefined : yaml.with(start, [], yaml.endOf(start) - start);
}

function entriesOf({ data }: YamlText): Readonly<Record<string, unknown>>[] {
  const list: unknown = valueOf(data?.value, ["restrictions"]);
  return (Array.isArray(list) ? list : []).filter(isMap);
}
