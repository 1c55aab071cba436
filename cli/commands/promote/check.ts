import { Command } from "commander";
import type { CommandResult } from "../../../terminal/commandResult.ts";
import { EXIT } from "../../../terminal/userError.ts";
import { counted } from "../../../terminal/wording.ts";
import { checkAll, type Checked } from "../../../inventory/check/index.ts";
import type { Promotion } from "../../../inventory/promotion/types.ts";
import { sourcesFrom, type TypedPaths } from "../../../inventory/sources.ts";
import { hasErrors } from "../../../inventory/yaml/diagnostics.ts";
import { countMistakes, diagnosticsJson, formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { promotionBase } from "../../clients/git/promotionBase.ts";

const help = `
Needs no network and no credentials, and changes nothing. With --base, whatever
was promoted must still be there, and a change may not touch both the registries
and the images of a directory. Lists of images that have not changed, and share
no destination with a changed one, are then skipped; \`infra check --base\` checks
everything.
An error means that kpromo would stop, promote something else than is written,
or pass something over in silence. A warning means that it takes the file, and
that somebody may be surprised: a file that nothing reads, an image in several
blocks.
Exit status: 0 kpromo can use the tree (warnings do not matter), 1 there is
nothing to compare with, 2 it cannot.

Examples:
  $ infra promote check
  $ infra promote check --base origin/main --json | jq '.diagnostics[].message'`;

/** The options of `infra promote check`. */
export interface PromoteCheckOptions extends Omit<TypedPaths, "groups"> {
  /** A revision to compare with. */
  readonly base?: string | undefined;
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
export function runPromoteCheck(options: PromoteCheckOptions): CommandResult {
  const sources = sourcesFrom(options);
  const tree =
    options.base === undefined ? undefined : promotionBase(sources.paths.promotionFolder, options.base);
  const result = checkAll(sources, {
    scope: "promotion",
    promotionBase: tree && { tree, changedOnly: true },
  });
  const { diagnostics } = result;
  const stdout = options.json
    ? `${JSON.stringify({ diagnostics: diagnosticsJson(diagnostics) })}\n`
    : `${formatDiagnostics(diagnostics)}${sources.shown.promotionFolder}: ${tally(result)}\n`;
  return { exitCode: hasErrors(diagnostics) ? EXIT.badData : EXIT.done, stdout, stderr: "" };
}

function tally({ promotion, unread, diagnostics }: Checked): string {
  return [...(promotion ? countsOf(promotion, unread) : []), countMistakes(diagnostics)].join(", ");
}

/** Such as `2 manifests`, `5 images`, `24 digests`. */
function countsOf({ manifests, lists }: Promotion, unread: number): string[] {
  const images = lists.flatMap((list) => list.images);
  const digests = images.reduce((sum, image) => sum + image.digests.length, 0);
  return [
    counted(manifests.length, "manifest"),
    ...(unread === 0 ? [] : [`${counted(unread, "list")} of images as before`]),
    counted(images.length, "image"),
    counted(digests, "digest"),
  ];
}
