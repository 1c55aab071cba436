import { isCollection, isNode, visit, type Document, type Node, type Pair, type Scalar } from "yaml";
import { error, type Diagnostic } from "../diagnostics.ts";
import type { Source } from "../source.ts";
import type { GoReader } from "./reader.ts";

/** The rule of {@link refusedSyntax}. */
export const REFUSED_SYNTAX = "refused-syntax";

type Refuse = (offset: number, what: string, hint: string) => void;

/**
 * Reports what is valid YAML 1.2 and refused, or read as something else, by Go's YAML packages: docs/facts.md, "Go's
 * YAML packages".
 */
export function refusedSyntax(source: Source, document: Document, { name }: GoReader): Diagnostic[] {
  const { text } = source;
  const found: Diagnostic[] = [];
  const refuse: Refuse = (offset, what, hint) =>
    found.push(error(REFUSED_SYNTAX, source.at(offset), `${name} does not read ${what}`, hint));
  const scalars: Node[] = [];
  visit(document, {
    Scalar: (_, node, path) => {
      scalars.push(node);
      const isInBrackets = path.some((above) => isCollection(above) && above.flow === true);
      checkScalar(text, node, isInBrackets, refuse);
    },
    Pair: (_, pair) => checkPair(text, pair, refuse),
  });
  for (const offset of tabsBehindDashes(text, scalars)) refuse(offset, "a tab behind a dash", "use a space");
  return found;
}

function checkScalar(text: string, node: Scalar, isInBrackets: boolean, refuse: Refuse): void {
  const [start, end] = node.range ?? [0, 0];
  const raw = text.slice(start, end);
  if (node.type === "QUOTE_DOUBLE") {
    const escape = [...raw.matchAll(/\\[^]/g)].find(([escaped]) => escaped === "\\/");
    if (escape !== undefined) refuse(start + escape.index, "\\/ in double quotes", "write / without the \\");
  } else if (node.type === "PLAIN" && isInBrackets && /^:|\?/.test(raw)) {
    refuse(start, "? or a leading : in text without quotes in brackets", `put it in quotes: "${raw}"`);
  }
}

/** A key, its colon and a space stand on one line. */
function checkPair(text: string, { key, value }: Pair, refuse: Refuse): void {
  if (!isNode(key) || !key.range || !isNode(value) || !value.range) return;
  const [, end] = key.range;
  const [start] = value.range;
  const between = text.slice(end, start);
  if (!between.includes(":")) return;
  if (!/^ *:/.test(between)) {
    refuse(key.range[0], "a key and its colon on two lines", "write the colon behind the key");
  } else if (between.endsWith(":") && !isEmpty(value)) {
    refuse(end, "a colon without a space behind it", "write a space behind the colon");
  }
}

function isEmpty(node: Node): boolean {
  return node.range?.[0] === node.range?.[1];
}

/** Tabs behind the dash of an item, or the question mark of a key. */
function tabsBehindDashes(text: string, scalars: readonly Node[]): number[] {
  const found: number[] = [];
  const ranges = [...scalars.map(({ range }) => range ?? [0, 0]), [text.length, text.length] as const];
  let from = 0;
  for (const [start, end] of ranges) {
    const between = text.slice(from, start);
    for (const { 0: match, index } of between.matchAll(/#.*|[-?] *\t/g))
      if (!match.startsWith("#")) found.push(from + index + match.length - 1);
    from = end;
  }
  return found;
}
