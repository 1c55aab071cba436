import { isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { StackName } from "../../inventory/stacks.ts";
import type { ProxyRelease } from "../../inventory/registry/types.ts";

/**
 * Adds a release at the top of a stack's list in the text of `proxy.yaml`, which makes it the running one. Returns the
 * new text; all other lines, including comments, stay as they are.
 *
 * Undefined if the text has no list of releases for the stack, or one in flow style, `[…]`.
 */
export function withRelease(text: string, stack: StackName, release: ProxyRelease): string | undefined {
  const entry: unknown = parseDocument(text).getIn(["proxy", "stacks", stack], true);
  const pair = isMap(entry)
    ? entry.items.find(({ key }) => isScalar(key) && key.value === "releases")
    : undefined;
  const [key, list] = [pair?.key, pair?.value];
  if (!isScalar(key) || !isSeq(list) || list.flow === true) return undefined;
  const [first] = list.items as { range?: readonly number[] | null }[];
  const [keyAt, firstAt] = [key.range?.[0], first?.range?.[0]];
  if (keyAt === undefined || firstAt === undefined) return undefined;

  // Directly below the key, above any comment that belongs to the formerly first release.
  const insertAt = text.indexOf("\n", keyAt) + 1;
  const indent = text.slice(text.lastIndexOf("\n", firstAt) + 1, firstAt).replace(/-.*$/, "");
  const lines = [`${indent}- digest: ${release.digest}`, `${indent}  date: ${release.date}`, ""];
  return text.slice(0, insertAt) + lines.join("\n") + text.slice(insertAt);
}
