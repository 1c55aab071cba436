import { Composer, Lexer, Parser, type CST, type Document, type YAMLError } from "yaml";
import { error, type Diagnostic } from "./diagnostics.ts";
import { locatedData, type LocatedData } from "./document.ts";
import { fastYaml } from "./fast/index.ts";
import { misreadCharacter } from "./go/characters.ts";
import type { GoReader } from "./go/reader.ts";
import { refusedSyntax } from "./go/syntax.ts";
import { misreadValues } from "./go/values.ts";
import type { Position } from "./position.ts";
import type { Source } from "./source.ts";
import { checkStructure } from "./structure.ts";

/** Maximum nesting of lists and maps; the format needs 9. Very deep input overflows the stack in the YAML package. */
const maxDepth = 40;

/**
 * Maximum number of tokens; upstream's file has 1,875. The YAML package takes up to 20 s for the worst MiB (measured).
 */
const maxTokens = 50_000;

/** Maximum number of syntax errors to list: each costs about 0.02 ms, and nobody reads more. */
const maxFaults = 100;

/**
 * A line that Git leaves where a merge did not resolve itself (https://git-scm.com/docs/git-merge, "How conflicts are
 * presented"). No such line starts in the first column of our data.
 */
const CONFLICT_MARKER = /^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|$)/m;

/** The result of parsing: the data, unless it is unusable, and all diagnostics. */
export interface ParseResult {
  readonly data: LocatedData | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses one YAML document. Returns data along with diagnostics if these leave the rest reliable.
 *
 * @param firstKey the top-level key of this kind of file, for the message about an empty one
 * @param limit the maximum number of lexical tokens
 * @param reader the program in Go that the file is for: what it reads otherwise is reported
 */
export function parse(source: Source, firstKey: string, limit = maxTokens, reader?: GoReader): ParseResult {
  const plain = reader === undefined ? fastYaml(source) : undefined;
  return plain === undefined
    ? parseWithYamlPackage(source, firstKey, limit, reader)
    : { data: plain, diagnostics: [] };
}

/** Like {@link parse}, but always with the YAML package. */
export function parseWithYamlPackage(
  source: Source,
  firstKey: string,
  limit = maxTokens,
  reader?: GoReader,
): ParseResult {
  const failed = (...diagnostics: readonly Diagnostic[]): ParseResult => ({ data: undefined, diagnostics });

  const misread = reader && misreadCharacter(source, reader);
  if (misread !== undefined) return failed(misread);
  const conflict = CONFLICT_MARKER.exec(source.text);
  if (conflict !== null) return failed(unresolved(source.at(conflict.index)));
  const composed = compose(source, limit);
  if (!Array.isArray(composed)) return failed(composed);
  const [document, second] = composed;
  if (second !== undefined) {
    const hint = "remove the line `---`; one file is one document";
    return failed(
      error("several-documents", source.at(second.range[0]), "a second YAML document starts here", hint),
    );
  }
  if (document === undefined) return failed(empty(source, firstKey));
  if (document.errors.length > 0) return failed(...syntaxErrors(source, document));
  if (document.contents === null) return failed(empty(source, firstKey));

  const diagnostics = checkStructure(source, document);
  const readable = diagnostics.every(({ rule }) => rule === "duplicate-key" || rule === "unknown-key");
  if (!readable) return failed(...diagnostics);
  const data = locatedData(source, document);
  if (data.value === null) return failed(empty(source, firstKey));
  return { data, diagnostics: [...diagnostics, ...(reader ? differences(source, document, reader) : [])] };
}

function differences(source: Source, document: Document, reader: GoReader): Diagnostic[] {
  return [...refusedSyntax(source, document, reader), ...misreadValues(source, document, reader)];
}

function unresolved(position: Position): Diagnostic {
  const hint =
    "keep what is right of both sides, and remove the lines that start with <<<<<<<, ======= and >>>>>>>";
  return error("conflict-marker", position, "a conflict of a merge is left here", hint);
}

function empty(source: Source, firstKey: string): Diagnostic {
  return error(
    "empty-file",
    source.at(0),
    "the file declares nothing",
    `it starts with the key \`${firstKey}:\``,
  );
}

class LimitExceeded extends Error {
  readonly diagnostic: Diagnostic;
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

/** The first two documents, or the diagnostic of the limit that the text exceeds. */
function compose(source: Source, limit: number): Document.Parsed[] | Diagnostic {
  const documents: Document.Parsed[] = [];
  // checkStructure finds duplicate keys: the package compares every pair of keys, which takes minutes for a MiB.
  const composer = new Composer({
    stringKeys: true,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  try {
    for (const document of composer.compose(tokens(source, limit), true, source.text.length)) {
      if (documents.push(document) === 2) break;
    }
  } catch (cause) {
    if (cause instanceof LimitExceeded) return cause.diagnostic;
    throw cause;
  }
  return documents;
}

/** Yields the concrete syntax tree like the package's own `Parser.parse`; throws {@link LimitExceeded} at a limit. */
function* tokens(source: Source, limit: number): Generator<CST.Token> {
  const parser = new Parser();
  let count = 0;
  let faults = 0;
  for (const lexeme of new Lexer().lex(source.text)) {
    for (const token of parser.next(lexeme)) {
      if (token.type === "error" && ++faults > maxFaults) {
        const message = `more than ${maxFaults} syntax errors up to here; this is probably not YAML`;
        throw new LimitExceeded(error("yaml-syntax", source.at(parser.offset), message));
      }
      yield token;
    }
    if (parser.stack.length > maxDepth) {
      const message = `lists and maps are nested more than ${maxDepth} deep here`;
      throw new LimitExceeded(error("too-deep", source.at(parser.offset), message));
    }
    if (++count > limit) {
      const message = `the file is too large: more than ${limit} keys, values and punctuation marks up to here`;
      throw new LimitExceeded(error("too-many-tokens", source.at(parser.offset), message));
    }
  }
  yield* parser.end();
}

/** Texts and hints for common mistakes, by the package's error code. Without a text, the package's own is clear. */
const wordings: Partial<Record<YAMLError["code"], { readonly text?: string; readonly hint: string }>> = {
  TAB_AS_INDENT: { hint: "indent with spaces, two per level" },
  BAD_INDENT: { hint: "entries of one map start in the same column, two spaces further in than its key" },
  BLOCK_AS_IMPLICIT_KEY: {
    text: "a second `key: value` on one line",
    hint: "write one per line, and put text that contains `: ` in quotes",
  },
  MISSING_CHAR: { hint: "a quote, bracket, comma or colon is missing, here or on a line above" },
  MULTILINE_IMPLICIT_KEY: {
    text: "a key and its colon are not on one line",
    hint: "probably the colon is missing",
  },
  NON_STRING_KEY: {
    text: "a key is a list or a map",
    hint: "a key is a plain word such as `k8s-staging-kind`",
  },
};

function syntaxErrors(source: Source, document: Document.Parsed): Diagnostic[] {
  return document.errors.map(({ code, pos, message }) => {
    const { text = lowerFirst(message.split("\n")[0]!), hint = "" } = wordings[code] ?? {};
    return error("yaml-syntax", source.at(pos[0]), `not valid YAML: ${text}`, hint);
  });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
