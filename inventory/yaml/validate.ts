import type * as z from "zod";
import { error, type Diagnostic } from "./diagnostics.ts";
import type { Path, LocatedData } from "./document.ts";
import { exampleOf, fieldAt, keysOfField } from "./fields.ts";
import { nearest } from "../../terminal/nearest.ts";
import { quoted } from "../../terminal/wording.ts";
import type { GoReader } from "./go/reader.ts";
import { predicate, predicateOn } from "./predicate.ts";
import { valueOf } from "./values.ts";
import { scalar } from "./write.ts";

type Issue = z.core.$ZodIssue;

/** An issue with its full path from the root of the file. */
interface Located {
  readonly issue: Issue;
  readonly path: Path;
}

/** A kind of file: its schema, and how messages name its parts. */
export interface Format {
  readonly schema: z.ZodType;
  /** The top-level key that such a file starts with, for the message about an empty one. */
  readonly firstKey: string;
  /** Names the part at `path` of the data `root` in a message. */
  subject(path: Path, root: unknown): string;
  /** The noun for a key of the map at `path`. */
  keyNoun(path: Path): string;
  /** The program in Go that such a file is for; by default, only this project reads it. */
  readonly reader?: GoReader;
}

/** The format of a kind of file whose parts have no names of their own. */
export function plainFormat(schema: z.ZodType, firstKey: string, reader?: GoReader): Format {
  return { schema, firstKey, subject: place, keyNoun: () => "key", ...(reader && { reader }) };
}

/** Names a part of a file by its path: `restrictions[2].path`, `members[0]`. */
export function place(path: Path): string {
  if (path.length === 0) return "the file";
  const text = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  return text.replace(/^\./, "");
}

/** Checks data against a format. Returns every violation with its position, in plain words. */
export function validate(data: LocatedData, format: Format): Diagnostic[] {
  const result = format.schema.safeParse(data.value, { error: predicate });
  if (result.success) return [];
  const found = locate(result.error.issues, []);
  const misspelt = new Set(found.flatMap(({ issue, path }) => misspeltKeys(format, issue, path)));
  return found.flatMap(({ issue, path }) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => unknownKey(data, format, path, key));
    }
    const reported = isMissing(issue) && misspelt.has(path.join("/"));
    return reported ? [] : [wrongValue(data, format, issue, path)];
  });
}

/** Flattens nested issues. Of a union, it keeps the issues of the form that was probably meant: the map. */
function locate(issues: readonly Issue[], above: Path): Located[] {
  return issues.flatMap((issue): Located[] => {
    const path = [...above, ...(issue.path as Path)];
    if (issue.code === "invalid_union") {
      const meant = issue.errors.find(([first]) => first?.code !== "invalid_type" || first.path.length > 0);
      if (meant) return locate(meant, path);
    }
    // Only the inner issues say what is wrong with a key.
    if (issue.code === "invalid_key")
      return issue.issues.map((inner) => ({ issue: { ...inner, code: "invalid_key" } as Issue, path }));
    return [{ issue, path }];
  });
}

/** Paths of the known keys that unknown keys probably misspell, so that those are not also reported as missing. */
function misspeltKeys({ schema }: Format, issue: Issue, path: Path): string[] {
  if (issue.code !== "unrecognized_keys") return [];
  const known = keysOfField(fieldAt(schema, path));
  const only = known.length === 1 ? known[0] : undefined;
  return issue.keys.map((key) => [...path, only ?? nearest(key, known)].join("/"));
}

function isMissing(issue: Issue): boolean {
  return issue.message === "is missing";
}

function unknownKey(data: LocatedData, format: Format, path: Path, key: string): Diagnostic {
  const known = keysOfField(fieldAt(format.schema, path));
  const near = nearest(key, known);
  const hint = near === undefined ? `known: ${known.join(", ")}` : `did you mean "${near}"?`;
  return error(
    "unknown-key",
    data.keyAt([...path, key]),
    `${format.subject(path, data.value)} has the unknown ${format.keyNoun(path)} ${quoted(key)}`,
    hint,
  );
}

/** Rule names by zod issue code; every other code is a limit. */
const rules: Partial<Record<Issue["code"], string>> = {
  invalid_type: "wrong-type",
  invalid_union: "wrong-type",
  invalid_value: "wrong-value",
  invalid_format: "malformed-value",
  invalid_key: "malformed-key",
};

function wrongValue(data: LocatedData, format: Format, issue: Issue, path: Path): Diagnostic {
  const rule = isMissing(issue) ? "missing-key" : (rules[issue.code] ?? "out-of-range");
  const position = isMissing(issue) || issue.code === "invalid_key" ? data.keyAt(path) : data.valueAt(path);
  const message = `${format.subject(path, data.value)} ${messageOf(data, issue, path)}`;
  return error(rule, position, message, hint(data, format.schema, issue, path));
}

/** Quotes a number as it stands in the file, unless the schema has a message of its own. */
function messageOf(data: LocatedData, issue: Issue, path: Path): string {
  const input = valueOf(data.value, path);
  const text = data.textAt(path);
  if (typeof input !== "number" || text === undefined) return issue.message;
  const raw = { ...issue, input } as z.core.$ZodRawIssue;
  return issue.message === predicate(raw) ? predicateOn(raw, text) : issue.message;
}

function hint(data: LocatedData, schema: z.ZodType, issue: Issue, path: Path): string {
  const tooMany = issue.code === "custom" || (issue.code === "too_big" && issue.origin === "array");
  if (tooMany || issue.code === "invalid_key") return "";
  const value = valueOf(data.value, path);
  if (issue.code === "invalid_value" && typeof value === "string") {
    const near = nearest(value, issue.values.map(String));
    return near === undefined ? "" : `did you mean "${near}"?`;
  }
  if (issue.code === "invalid_type" && value !== null) {
    if (issue.expected === "boolean") return "write true or false, without quotes";
    if (issue.expected === "string" && ["number", "boolean"].includes(typeof value))
      return `put it in quotes: "${data.textAt(path) ?? String(value)}"`;
  }

  const field = fieldAt(schema, path);
  const example = exampleOf(field);
  if (example === undefined) return "";
  const key = path.at(-1);
  const shown = typeof key === "string" ? `\`${scalar(key)}: ${example}\`` : `\`${example}\``;
  const optional = field?.safeParse(undefined).success;
  if (value === null) return `give it a value, such as ${shown}${optional ? ", or remove the key" : ""}`;
  return `for example ${shown}`;
}
