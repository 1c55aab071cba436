import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import type { Attempt } from "../../../engine/up/retry.ts";
import { UserError } from "../../../terminal/userError.ts";
import { isEmpty } from "../../../inventory/part/part.ts";
import { badData } from "../../../inventory/check/required.ts";
import { OWN_DATA, dataFilesOf, sourcesFrom } from "../../../inventory/sources.ts";
import { today } from "../../../inventory/yaml/day.ts";
import { loadBase, writeData } from "../../clients/git/data.ts";
import { describeRevision } from "../../clients/git/revision.ts";
import { besideStacks } from "../../review/report/besideStacks.ts";
import { headOf } from "../../review/report/head.ts";
import { besideStacksLines } from "../../review/report/terminal.ts";
import { importIdsOf } from "../../review/plan/importIds.ts";
import { wholeNumber } from "../../options/wholeNumber.ts";
import { placeOf } from "../../options/place.ts";
import { attemptLines } from "./attempts.ts";

interface RehearseOptions {
  readonly base: string;
  readonly infra?: string;
  readonly groups?: string;
  readonly registry?: string;
  readonly faults?: string;
}

const help = `
Applies the base to a fresh localcloud, then the change, and deletes both: of
each, the part that the change touches. Whatever was applied before is not
looked at. \`infra plan --base\` takes seconds, and no engine. Reports each
operation of the engine in order, and what was refused or failed. Transient
errors, such as those that --faults injects, are retried. What is in no stack,
such as what is promoted, is reported and not tried.
Exit status: 0 the change applies, 1 it is refused or fails, or there is nothing
to compare with, 2 bad data, 5 a resource breaks a rule, 6 the gate refuses it,
130 interrupted.

Examples:
  $ infra rehearse staging --base origin/main
  $ infra rehearse staging --base origin/main --faults 7`;

/** The command `infra rehearse`: applies a change with the real engine to a temporary localcloud. */
export function rehearseCommand(): Command {
  return new Command("rehearse")
    .description("apply the base, then the change, to localcloud with the real engine")
    .argument("<stack>", "the stack: staging or prod")
    .requiredOption("--base <revision>", "the revision that the change starts from, such as origin/main")
    .option("--infra <file>", `a file in place of ${OWN_DATA.infraFile}`)
    .option("--groups <folder>", `a folder in place of ${OWN_DATA.groupsFolder}/`)
    .option("--registry <folder>", `a folder in place of ${OWN_DATA.registryFolder}/`)
    .option("--faults <seed>", "inject faults into the change, determined by this whole number", wholeNumber)
    .addHelpText("after", help)
    .action(async (stack: string, options: RehearseOptions) => {
      process.stdout.write(`${await rehearse(stack, options)}\n`);
    });
}

/**
 * Applies what a change touches: of the base's data, then of the working tree's, with the current program. Returns what
 * the change did; progress goes to standard error. Throws a `UserError` for invalid data of the stacks, and for whatever
 * the engine or localcloud refuses, as `infra up` does. Leaves nothing behind.
 */
async function rehearse(stack: string, options: RehearseOptions): Promise<string> {
  const sources = sourcesFrom(options);
  const files = dataFilesOf(sources);
  const { revision, data: base } = loadBase(sources, options.base);
  const day = today();
  const head = headOf({ sources, base: options.base, day });
  const { data, diagnostics } = head.checked;
  // Mistakes in what is in no stack keep nobody from trying the rest; `check` and `plan --base` refuse them.
  if (data === undefined) throw badData(diagnostics);
  // Imported lazily, since fast commands do not need the engine.
  const [{ up }, { differenceBetween: difference, partOf }] = await Promise.all([
    import("../../../engine/up/up.ts"),
    import("../../review/plan/difference.ts"),
  ]);
  const only = partOf(stack, { base, head: data });
  const lines = besideStacksLines(besideStacks(head, sources));
  const beside = lines.length > 0 ? ["", "besides the stack:", ...lines] : [];
  if (only !== undefined && isEmpty(only))
    return [`The change touches no resource of ${stack}.`, ...beside].join("\n");
  const folder = mkdtempSync(join(tmpdir(), "infra-rehearse-"));
  try {
    const place = placeOf(stack, { state: join(folder, "state") });
    const common = { ...place, day, difference, importIds: importIdsOf(stack), only };
    const named = describeRevision(revision);
    const before = await up({ ...common, files: writeData(revision, files, folder) }).catch(
      (error: unknown) => {
        throw inWords(error, `${named} cannot be applied itself, so that the change could not be tried:`);
      },
    );
    const attempts: Attempt[] = [];
    const attempted = (attempt: Attempt) => attempts.push(attempt);
    const after = await up({ ...common, files, faults: options.faults }, { attempted }).catch(
      (error: unknown) => {
        const lines = attempts.length === 0 ? [] : [...attemptLines(attempts), ""];
        throw inWords(error, [`The change does not apply over ${named}:`, ...lines].join("\n"));
      },
    );
    const applied = [`before, at ${named}:`, before, "", "the change:", after, ...attemptLines(attempts)];
    return [...applied, ...beside].join("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inWords(error: unknown, head: string): unknown {
  return error instanceof UserError ? new UserError(`${head}\n${error.message}`, error.exitCode) : error;
}
