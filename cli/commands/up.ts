import { accessSync, constants } from "node:fs";
import { resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import type { RunMode } from "../../engine/up/up.ts";
import { UserError } from "../../terminal/userError.ts";
import { OWN_DATA, dataFilesOf, sourcesFrom } from "../../inventory/sources.ts";
import { today } from "../../inventory/yaml/day.ts";
import { importIdsOf } from "../review/plan/importIds.ts";
import { wholeNumber } from "../options/wholeNumber.ts";
import { placeOf, withPlace, type PlaceOptions } from "../options/place.ts";

interface UpOptions extends PlaceOptions {
  readonly infra?: string;
  readonly groups?: string;
  readonly registry?: string;
  readonly plugin?: Readonly<Record<string, string>>;
  readonly checkpoints?: boolean;
  readonly faults?: string;
  readonly preview?: boolean;
  readonly full?: boolean;
}

const exitStatus =
  "Exit status: 0 done, 1 failed, 2 bad data, 5 a resource breaks a rule, 6 refused\n" +
  "by the gate, 8 another run is using the state, 130 interrupted.";

const deployHelp = `
Checks the change of the data against the limits (groups/limits.yaml), previews
with the policy pack, refuses what deletes data or does not follow from the
change of the data, applies, and checks the clouds for drift. The state is
exported before and after. A waiver is data: groups/limits.yaml, rule
"deletion". If only the data have changed since the last run, it looks at what
that touches alone; --full looks at everything, as the first run does.

With --clouds real it works as pulumi would: in the backend of
PULUMI_BACKEND_URL, or of \`pulumi login\`, with the plugins and credentials that
pulumi finds (docs/bootstrap.md). It then applies only a committed revision, and
records it as the stack's tag "applied".

Exit status: 0 done, 1 failed, 2 bad data, 5 a resource breaks a rule, 6 refused
by the gate, 7 the clouds differ after the change was applied, 8 another run is
using the state, 130 interrupted.

Examples:
  $ infra deploy staging
  $ infra deploy staging --clouds real`;

/** The command `infra up`: runs a real `pulumi up` of a stack against localcloud. */
export function upCommand(): Command {
  return runCommand("up", { real: false })
    .description("apply a stack to localcloud with the real engine: preview, then up")
    .option(...FULL)
    .option("--checkpoints", "save the state at every step, as real runs do; much slower")
    .option("--faults <seed>", "inject faults into requests, determined by this whole number", wholeNumber)
    .addHelpText(
      "after",
      `\n${exitStatus}\n\nExamples:\n  $ infra up staging\n  $ infra up staging --faults 7`,
    )
    .action(async (stack: string, options: UpOptions) => {
      await run(stack, options);
    });
}

/** The command `infra deploy`, which the job runs to apply what was merged. */
export function deployCommand(): Command {
  return runCommand("deploy")
    .description("apply a stack behind the safety gate: preview with the policy pack, gate, up, drift check")
    .option(...FULL)
    .addHelpText("after", deployHelp)
    .action(async (stack: string, options: UpOptions) => {
      await run(stack, options, { deploy: true });
    });
}

const recovery = `
Adopts, by import id, what exists in the clouds and is missing from the state,
then applies the stack as \`infra up\` does. Use it when the state was lost. After
an interrupted run \`infra up\` is enough: it adopts what that run created.`;

/** The command `infra recover`: rebuilds a state that lost some or all resources. */
export function recoverCommand(): Command {
  return runCommand("recover")
    .description("rebuild a lost state from what exists in the clouds, then apply the stack")
    .option("--preview", "only show what would be adopted and changed")
    .addHelpText("after", `${recovery}\n\n${exitStatus}\n\nExample:\n  $ infra recover staging --preview`)
    .action(async (stack: string, options: UpOptions) => {
      await run(stack, options, { recover: true, previewOnly: options.preview ?? false });
    });
}

/** The command `infra preview`: shows what `infra up` would do. */
export function previewCommand(): Command {
  const example =
    "  $ infra preview staging --plugin \\\n" +
    "      gcp=$HOME/.pulumi/plugins/resource-gcp-v9.37.0/pulumi-resource-gcp";
  return runCommand("preview")
    .description("preview a stack against localcloud with the real engine; changes nothing")
    .option(...FULL)
    .option(
      "--plugin <gcp=executable>",
      "a real provider plugin in place of localcloud's, run offline",
      plugin,
    )
    .addHelpText("after", `\n${exitStatus}\n\nExamples:\n  $ infra preview staging\n${example}`)
    .action(async (stack: string, options: UpOptions) => {
      await run(stack, options, { previewOnly: true });
    });
}

const FULL = ["--full", "look at everything, even where only a part can have changed"] as const;

function runCommand(name: string, { real }: { readonly real: boolean } = { real: true }): Command {
  const command = new Command(name).argument("<stack>", "the stack: staging or prod");
  return withPlace(command, { real })
    .option("--infra <file>", `a file in place of ${OWN_DATA.infraFile}`)
    .option("--groups <folder>", `a folder in place of ${OWN_DATA.groupsFolder}/`)
    .option("--registry <folder>", `a folder in place of ${OWN_DATA.registryFolder}/`);
}

async function run(stack: string, options: UpOptions, mode: RunMode = {}): Promise<void> {
  const { plugin = {}, checkpoints = false, faults, full = false } = options;
  const place = placeOf(stack, options);
  if (
    place.clouds === "real" &&
    [options.infra, options.groups, options.registry, options.plugin].some(Boolean)
  ) {
    throw new UserError(
      "The real clouds take the project's own data and plugins: leave out what names others.",
    );
  }
  // Imported lazily, since fast commands do not need the engine.
  const [{ up }, { differenceBetween: difference }] = await Promise.all([
    import("../../engine/up/up.ts"),
    import("../review/plan/difference.ts"),
  ]);
  const summary = await up(
    {
      ...place,
      files: dataFilesOf(sourcesFrom(options)),
      day: today(),
      difference,
      importIds: importIdsOf(stack),
      plugins: plugin,
      checkpoints,
      faults,
      full,
    },
    mode,
  );
  process.stdout.write(`${summary}\n`);
}

/** Only the gcp plugin is supported so far: the others need credentials to preview. */
function plugin(value: string): Readonly<Record<string, string>> {
  const executable = resolve(value.replace(/^gcp=/, ""));
  if (!value.startsWith("gcp=")) throw new InvalidArgumentError("Give it as gcp=executable.");
  try {
    accessSync(executable, constants.X_OK);
  } catch {
    throw new InvalidArgumentError(`${executable} is no executable file.`);
  }
  return { gcp: executable };
}
