import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { quoted } from "../../../terminal/wording.ts";
import { SEMVER, patternFault } from "../patterns.ts";
import type { BuildDeclaration } from "../declarations.ts";

/** Checks that patterns for branches and tags are regular expressions that mean the same to Prow and Cloud Build. */
export function checkPatterns({ name, entry, valueAt }: BuildDeclaration): Diagnostic[] {
  return (["branches", "tags", "skip"] as const).flatMap((key) =>
    (entry[key] ?? []).flatMap((pattern, index) => {
      if (key !== "tags" && pattern === SEMVER) {
        const message = `${name}: ${key}[${index}] is ${SEMVER}, which stands for tags`;
        return [error("ref-pattern", valueAt([key, index]), message, "put it below `tags`")];
      }
      const found = patternFault(pattern);
      if (found === undefined) return [];
      const message = `${name}: ${key}[${index}], ${quoted(pattern)}, ${found.fault}`;
      return [error("ref-pattern", valueAt([key, index]), message, found.hint)];
    }),
  );
}
