import { isMap, isScalar, visit, type Document, type Node, type Pair, type YAMLMap } from "yaml";
import { error, type Diagnostic } from "./diagnostics.ts";
import type { Source } from "./source.ts";

/** Half of a surrogate pair, which only an escape can produce: no text, and refused by programs in Go. */
const HALF = /[\ud800-\udfff]/u;

const plainly = "write the value out where it is used";

/**
 * Restricts a document to plain YAML, and removes the keys that it rejects.
 *
 * Anchors and aliases are rejected because reviewers would have to resolve them in their heads, and because a few lines
 * of them can expand to gigabytes; tags, because they change the meaning of a value.
 */
export function checkStructure(source: Source, document: Document): Diagnostic[] {
  const found: Diagnostic[] = [];
  const refuse = (rule: string, node: Node, message: string, hint: string) =>
    found.push(error(rule, source.at(node.range?.[0] ?? 0), message, hint));

  visit(document, {
    Alias: (_, node) => void refuse("alias", node, `the alias *${node.source} is not allowed`, plainly),
    Value: (_, node) => {
      if (isMap(node)) node.items = acceptedPairs(source, node, found);
      if (isScalar(node) && typeof node.value === "string" && HALF.test(node.value))
        refuse("not-text", node, "an escape stands for half of a character", "write the character itself");
      if (node.anchor) refuse("anchor", node, `the anchor &${node.anchor} is not allowed`, plainly);
      if (node.tag) {
        refuse(
          "tag",
          node,
          `the tag ${node.tag} is not allowed`,
          "write text, numbers, true, false, lists and maps only",
        );
      }
    },
  });
  const [before, directive] = DIRECTIVE.exec(source.text) ?? [];
  if (before !== undefined && directive !== undefined) {
    const position = source.at(before.length - directive.length);
    found.push(error("directive", position, `${directive} is not allowed`, "the file is read as YAML 1.2"));
  }
  return found;
}

/** A directive such as %YAML or %TAG, which only comments may precede. The programs that read the files refuse some. */
const DIRECTIVE = /^(?:[ \t]*(?:#.*)?\r?\n)*(%\w+)/;

/** The first pair of each key, without `__proto__`, which is special in JavaScript. */
function acceptedPairs(source: Source, map: YAMLMap, found: Diagnostic[]): Pair[] {
  const lines = new Map<string, number>();
  return map.items.filter(({ key }) => {
    if (!isScalar(key)) return true;
    const name = String(key.value);
    const position = source.at(key.range?.[0] ?? 0);
    const line = lines.get(name);
    if (line !== undefined) {
      const hint = "remove one of the two, or merge them";
      found.push(error("duplicate-key", position, `"${name}" is already declared on line ${line}`, hint));
    }
    if (name === "__proto__") {
      found.push(error("unknown-key", position, `"__proto__" cannot be a key`));
    }
    lines.set(name, line ?? position.line);
    return line === undefined && name !== "__proto__";
  });
}
