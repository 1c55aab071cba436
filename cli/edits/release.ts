import type { StackName } from "../../inventory/stacks.ts";
import type { ProxyRelease } from "../../inventory/registry/types.ts";
import { indentOf, YamlText } from "./yamlText.ts";

/**
 * Adds a release at the top of a stack's list in the text of `proxy.yaml`, which makes it the running one. Returns the
 * new text; all other lines, including comments, stay as they are.
 *
 * Undefined if the text has no list of releases for the stack, or one in flow style, `[…]`.
 */
export function withRelease(text: string, stack: StackName, release: ProxyRelease): string | undefined {
  const yaml = new YamlText(text);
  const path = ["proxy", "stacks", stack, "releases"];
  const [key, first] = [yaml.lineOf(path), yaml.lineOf([...path, 0])];
  const item = first === undefined ? undefined : yaml.lines[first];
  if (key === undefined || !item?.trimStart().startsWith("- ")) return undefined;
  const indent = " ".repeat(indentOf(item));
  // Directly below the key, above any comment that belongs to the formerly first release.
  return yaml.with(key + 1, [`${indent}- digest: ${release.digest}`, `${indent}  date: ${release.date}`]);
}
