import { Command } from "commander";
import { EXIT } from "../../../terminal/userError.ts";
import type { Diagnostic } from "../../../inventory/yaml/diagnostics.ts";
import { hasErrors } from "../../../inventory/yaml/diagnostics.ts";
import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import type { Promotion } from "../../../inventory/promotion/types.ts";
import { counted } from "../../../terminal/wording.ts";
import { forPrograms, type CheckResult } from "../check.ts";
import { treeFolder } from "../../../inventory/check/promotionFiles.ts";
import { checkPromotion, countsOf, type PromotionQuestion } from "../../../inventory/check/promotion.ts";

const help = `
Needs no network and no credentials, and changes nothing. With --base, whatever
was promoted must still be there, and a change may not touch both the registries
and the images of a directory. Lists of images that have not changed, and share
no destination with a changed one, are then skipped; \`infra check --base\` checks
everything.
Exit status: 0 kpromo can use the tree (warnings do not matter), 1 there is
nothing to compare with, 2 it cannot.

Examples:
  $ infra promote check
  $ infra promote check --base origin/main --json | jq '.diagnostics[].message'`;

/** The options of `infra promote check`. */
export interface PromoteCheckOptions extends PromotionQuestion {
  /** Print the diagnostics as JSON. */
  readonly json?: boolean | undefined;
}

/** The command `infra promote check`. */
export function promoteCheckCommand(): Command {
  return new Command("check")
    .description("check everything that is promoted, and report every mistake")
    .option("--base <revision>", "also check what changed since a revision")
    .option("--tree <folder>", "a folder in place of registry.k8s.io/")
    .option("--infra <file>", "a file in place of infra/gcp/infra.yaml")
    .option("--registry <folder>", "a folder in place of infra/registry/, to check destinations against")
    .option("--settings <file>", "a file in place of infra/registry/promotion.yaml")
    .option("--json", "print the diagnostics as JSON")
    .addHelpText("after", help)
    .action((options: PromoteCheckOptions) => {
      const { exitCode, stdout } = runPromoteCheck(options);
      process.stdout.write(stdout);
      process.exitCode = exitCode;
    });
}

/** Checks what is promoted. Throws a `UserError` only for a revision that cannot be compared with. */
export function runPromoteCheck(options: PromoteCheckOptions): CheckResult {
  const { promotion, unread, diagnostics } = checkPromotion({ ...options, changedOnly: true });
  const { shown } = treeFolder(options);
  const stdout = options.json
    ? `${JSON.stringify({ diagnostics: diagnostics.map(forPrograms) })}\n`
    : `${formatDiagnostics(diagnostics)}${shown}: ${tally(promotion, unread, diagnostics)}\n`;
  return { exitCode: hasErrors(diagnostics) ? EXIT.badData : EXIT.done, stdout, stderr: "" };
}

function tally(promotion: Promotion | undefined, unread: number, diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const mistakes = [
    ...(errors > 0 ? [counted(errors, "error")] : []),
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
  ];
  const found = mistakes.length === 0 ? ["no mistakes"] : mistakes;
  return [...(promotion === undefined ? [] : [countsOf(promotion, unread)]), ...found].join(", ");
}
