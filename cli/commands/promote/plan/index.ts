import { Command } from "commander";
import { EXIT, UserError } from "../../../../terminal/userError.ts";
import { formatDiagnostics } from "../../../../inventory/yaml/format.ts";
import { changedSince } from "../../../../inventory/promotion/base.ts";
import { loadPromotion } from "../../../../inventory/promotion/load.ts";
import { FILES } from "../../../../inventory/promotion/names.ts";
import type { CommandResult } from "../../../../terminal/commandResult.ts";
import { requiredSettings } from "../../../../inventory/check/required.ts";
import { folderIn, sourcesFrom, type TypedPaths } from "../../../../inventory/sources.ts";
import { directoryName } from "../../../edits/promotion/directory.ts";
import { RegistryClient } from "../../../clients/oci/client.ts";
import { promotionBase } from "../../../clients/git/promotionBase.ts";
import { edgesOf } from "./edges.ts";
import { planJson } from "./json.ts";
import { planProject, type ProjectPlan } from "./project.ts";
import { stopsIn } from "./stops.ts";
import { planText } from "./text.ts";
import { proveWaivers, type WaiverProof } from "./waivers.ts";

/** The number of directories planned concurrently; each registry's rate limit holds regardless. */
const ATONCE = 8;

const help = `
Queries the staging repositories and every destination, without credentials, and
promotes nothing. kpromo promotes all that can be promoted or nothing: one tag
with another digest, one silent registry or one file that cannot be read ends
its run. The plan names these, and shows what there is to promote without them.
It passes over an image that is lost. A digest with a waiver, which may leave
its list because it was never promoted, is looked for at every destination.
Exit status: 0 nothing to do, 2 a file cannot be read, 10 there is something to
promote, 11 something cannot be promoted as written (its tag has another digest,
or the image is lost), or a waived digest was promoted, 12 a registry did not
answer.

Examples:
  $ infra promote plan --base origin/main
  $ infra promote plan k8s-staging-kro --json | jq '.directories[].counts'`;

/** The options of `infra promote plan`. */
export interface PlanOptions extends Pick<TypedPaths, "tree" | "settings"> {
  /** Only the digests that changed since this revision, with all their tags. */
  readonly base?: string | undefined;
  /** Print the plan as JSON. */
  readonly json?: boolean | undefined;
}

/** The command `infra promote plan`. */
export function promotePlanCommand(): Command {
  return new Command("plan")
    .description("show what promotion would do, registry by registry")
    .argument("[directory...]", "only these directories, such as k8s-staging-kro")
    .option(
      "--base <revision>",
      "only digests that changed since a revision, with all their tags, as kpromo does",
    )
    .option("--tree <folder>", "a folder in place of registry.k8s.io/")
    .option("--settings <file>", "a file in place of infra/registry/promotion.yaml")
    .option("--json", "print the plan as JSON")
    .addHelpText("after", help)
    .action(async (directories: readonly string[], options: PlanOptions) => {
      const { exitCode, stdout, stderr } = await runPlan(directories, options);
      process.stdout.write(stdout);
      process.stderr.write(stderr);
      process.exitCode = exitCode;
    });
}

/** Plans the promotion. Reports files that cannot be read, and plans the other directories. */
export async function runPlan(
  directories: readonly string[],
  options: PlanOptions,
  client = new RegistryClient(),
): Promise<CommandResult> {
  const sources = sourcesFrom(options);
  const settings = requiredSettings(sources);
  const { promotionFolder: shown } = sources.shown;
  const base =
    options.base === undefined ? undefined : promotionBase(sources.paths.promotionFolder, options.base);
  const result = loadPromotion(folderIn(sources, "promotionFolder"), settings);
  const { manifests, lists } = result.promotion;
  const wanted = directories.map(directoryName);
  const unknown = wanted.filter((name) => !manifests.some(({ directory }) => directory === name));
  if (unknown.length > 0)
    throw new UserError(`${shown} has no directory ${unknown.join(", ")}`, EXIT.badData);

  const readable = (base === undefined ? lists : changedSince(base, result)).filter(
    ({ directory }) =>
      (wanted.length === 0 || wanted.includes(directory)) &&
      !result.faulty.has(`images/${directory}/${FILES.images}`) &&
      !result.faulty.has(`manifests/${directory}/${FILES.manifest}`),
  );
  const byDirectory = new Map(manifests.map((manifest) => [manifest.directory, manifest]));
  const plans = await inTurns(readable, async (list): Promise<ProjectPlan[]> => {
    const manifest = byDirectory.get(list.directory);
    return manifest === undefined ? [] : [await planProject(client, list.directory, edgesOf(list, manifest))];
  });
  const proofs = await proveWaivers(client, settings, byDirectory, base, wanted);
  const faults = result.diagnostics.filter(({ file }) =>
    [...result.faulty].some((name) => file === `${shown}/${name}`),
  );
  return {
    exitCode: exitCode(plans, proofs, faults.length > 0),
    stdout: (options.json ? planJson : planText)(plans, proofs, stopsIn(plans, faults), client.requests),
    stderr: formatDiagnostics(faults),
  };
}

function exitCode(plans: readonly ProjectPlan[], proofs: readonly WaiverProof[], faulty: boolean): number {
  const some = (...states: readonly (keyof ProjectPlan["counts"])[]) =>
    plans.some(({ counts }) => states.some((state) => counts[state] > 0));
  if (faulty) return EXIT.badData;
  if (some("conflict", "lost") || proofs.some(({ state }) => state === "promoted")) return EXIT.conflict;
  if (some("unknown") || proofs.some(({ state }) => state === "unknown")) return EXIT.unreachable;
  return some("new") ? EXIT.work : EXIT.done;
}

/** Processes items with bounded concurrency, and returns the results in order. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<readonly R[]>): Promise<R[]> {
  const results: (readonly R[])[] = [];
  const queue = [...items.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: ATONCE }, worker));
  return results.flat();
}
