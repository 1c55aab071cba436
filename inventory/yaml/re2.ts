import { createRequire } from "node:module";
import type * as Re2js from "re2js";

/**
 * Regular expressions in the data are read by programs in Go (Prow, upstream's tool for groups) and by Google's services,
 * all with RE2: https://github.com/google/re2/wiki/Syntax. Here re2js reads them, a port of Go's.
 */
export interface Expression {
  /** Whether any part of a text matches, in time linear in its length. */
  readonly test: (text: string) => boolean;
}

/** What is wrong with an expression. */
export interface ExpressionFault {
  /** A predicate that completes a message. */
  readonly fault: string;
  readonly hint: string;
}

/**
 * Maximum length in characters: that of an address with every character escaped. The engines also differ in how many
 * parentheses they take inside one another, a thousand or so, and those of this length cannot get there.
 */
const MAX_LENGTH = 512;

const ATOM = String.raw`(?:[\w@/-]|\\[.+d]|\.|\[(?:0-9|a-z|A-Z|[_.])+-?\])`;
const PART = String.raw`(?:${ATOM}|\([\w|-]+\))`;

/**
 * Expressions that mean the same in JavaScript and match as fast there: few repetitions, and none of a group. All of our
 * own are such, and re2js takes longer to load than all of `infra check`'s other modules.
 */
const PLAIN = new RegExp(String.raw`^\^?${PART}*(?:${ATOM}[*+?]${PART}*){0,4}\$?$`);

/**
 * What Go's RE2, that in C++ (1.1.20251105) and re2js (2.10.0) do not all read alike: the names and the versions of
 * Unicode's classes, names of groups, and \C, which only C++ has. On anything else, 60,000 random expressions found no
 * difference between the three.
 */
const DIFFERING = /^(?:\\[pPC]|\(\?P?<[^=!])/;

const require = createRequire(import.meta.url);

/** Compiles an expression, or says what is wrong with it. */
export function compileRe2(text: string): Expression | ExpressionFault {
  if (text.length > MAX_LENGTH) return { fault: `has more than ${MAX_LENGTH} characters`, hint: "" };
  if (PLAIN.test(text)) return new RegExp(text, "u");
  const odd = (text.match(/\\.|\(\?P?<?./gsu) ?? []).find((token) => DIFFERING.test(token));
  if (odd !== undefined)
    return {
      fault: `uses ${odd.startsWith("\\") ? odd : "a named group"}, which not every program reads alike`,
      hint: "list the characters in brackets, such as [a-z], and write a group as (?:…)",
    };
  const { RE2JS, RE2JSException } = require("re2js") as typeof Re2js;
  try {
    return RE2JS.compile(text);
  } catch (cause) {
    if (!(cause instanceof RE2JSException)) throw cause;
    return {
      fault: `is no regular expression of RE2: ${cause.message.replace(/^error parsing regexp: /, "")}`,
      hint: "in text, write \\ before . + ? ( ) [ ] { }; RE2 has no (?=…), (?!…), (?<=…) and \\1",
    };
  }
}

/** Whether an expression matches only from the start of a text: each of its alternatives outside brackets starts with ^. */
export function isAnchored(text: string): boolean {
  let depth = 0;
  let starts = true;
  for (const token of text.match(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|./gsu) ?? []) {
    if (starts && token !== "^") return false;
    if (token === "(") depth++;
    if (token === ")") depth--;
    starts = token === "|" && depth === 0;
  }
  return !starts;
}
