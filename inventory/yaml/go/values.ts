import { isScalar, visit, type Document, type Scalar } from "yaml";
import { error, type Diagnostic } from "../diagnostics.ts";
import type { Source } from "../source.ts";
import { quotedScalar } from "../write.ts";
import type { GoReader } from "./reader.ts";

/** The rule of {@link misreadValues}. */
export const MISREAD_VALUE = "misread-value";

const TRUTH = "true or false";

/** Plain text that Go's YAML packages make another value, or a part of one: docs/facts.md, "Go's YAML packages". */
const OTHER_VALUES: readonly (readonly [RegExp, string])[] = [
  [/^(?:y|yes|true|on|n|no|false|off)$/i, TRUTH],
  [/^(?:null|~|)$/i, "nothing"],
  [/^<<$/, "a map to merge"],
  [/^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt ])/, "a point in time"],
  [/^[-+]?(?:0x[0-9a-f]+|0b[01]+|0o?[0-7]+|\d+(?:\.\d*)?(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?)$/i, "a number"],
  [/^[-+]?\.(?:inf|nan)$/i, "a number"],
];

/** What Go's YAML packages take plain text for, if not for text. */
export function goValue(text: string): string | undefined {
  const plain = /^[-+.\d]/.test(text) ? text.replaceAll("_", "") : text;
  return OTHER_VALUES.find(([pattern]) => pattern.test(plain))?.[1];
}

/** Reports what a reader in Go takes for another value than YAML 1.2 does, and than people do. */
export function misreadValues(source: Source, document: Document, reader: GoReader): Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(document, {
    Scalar: (role, node) => {
      const text = plainText(node);
      const taken =
        text === undefined ? undefined : takenFor(text, role === "key" ? text : node.value, reader);
      if (text === undefined || taken === undefined) return;
      const message = `${reader.name} takes ${text} without quotes for ${taken}`;
      const hint =
        typeof node.value === "number" ? `write ${node.value}` : `put it in quotes: ${quotedScalar(text)}`;
      found.push(error(MISREAD_VALUE, source.at(node.range?.[0] ?? 0), message, hint));
    },
  });
  return found;
}

function plainText(node: unknown): string | undefined {
  return isScalar(node) && node.type === "PLAIN" ? (node as Scalar & { source?: string }).source : undefined;
}

/** @param value what YAML 1.2 makes of the text */
function takenFor(text: string, value: unknown, { keeps, truths }: GoReader): string | undefined {
  // The same digits can be another number to Go: 010 is 8.
  if (typeof value === "number") return String(value) === text ? undefined : "another number";
  if (typeof value !== "string" || keeps === "text") return undefined;
  const taken = goValue(text);
  return taken === TRUTH && truths === "YAML 1.2" ? undefined : taken;
}
