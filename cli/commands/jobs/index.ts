import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { UserError } from "../../../terminal/userError.ts";
import { loadData } from "../../../inventory/check/data.ts";
import { counted } from "../../../terminal/wording.ts";
import { sourcesFrom } from "../../../inventory/sources.ts";
import { ENDPOINT, GitHub } from "../../clients/github/api.ts";
import { stackSettings } from "../../review/plan/stackConfig.ts";
import { awaitJob } from "./await.ts";
import { serviceAccountsCommand } from "./serviceAccounts.ts";
import { prowJobs, type ProwSettings } from "../../../components/prow-jobs/describe.ts";
import { badData } from "../../../inventory/check/required.ts";
import { yamlFile } from "../../../inventory/yaml/write.ts";

const help = `
One file per staging project that has builds with \`runner: prow\`, for
config/jobs/image-pushing of kubernetes/test-infra. Files of an earlier run that
have no builds any more are removed; other files are left alone.
Exit status: 0 done, 1 failed, 2 bad data.

Example:
  $ infra jobs image-pushing --out ../test-infra/config/jobs/image-pushing`;

const awaitHelp = `
Polls GitHub for the status that Prow reports. For a job that must run after
another, since Prow cannot order jobs.
Exit status: 0 the job has succeeded, 1 it has failed or did not finish in time.

Example:
  $ infra jobs await post-k8sio-infra-deploy-staging --commit "$PULL_BASE_SHA"`;

interface JobsOptions {
  readonly out: string;
  readonly infra?: string;
}

interface AwaitOptions {
  readonly commit: string;
  readonly repository: string;
  readonly timeout: number;
  readonly interval: number;
  readonly endpoint: string;
}

/** The command `infra jobs`: generates and awaits jobs of other systems. */
export function jobsCommand(): Command {
  return new Command("jobs")
    .description("write Prow jobs and their service accounts from the data, or wait for a job")
    .addCommand(imagePushingCommand())
    .addCommand(serviceAccountsCommand())
    .addCommand(awaitCommand());
}

function imagePushingCommand(): Command {
  return new Command("image-pushing")
    .description("write the Prow jobs of builds with `runner: prow`")
    .requiredOption("--out <folder>", "the folder to write to")
    .option("--infra <file>", "a file in place of infra/gcp/infra.yaml")
    .addHelpText("after", help)
    .action((options: JobsOptions) => {
      process.stdout.write(`${writeImagePushingJobs(options, stackSettings("staging"))}\n`);
    });
}

function awaitCommand(): Command {
  return new Command("await")
    .description("wait until a Prow job has succeeded on a commit")
    .argument("<job>", "the name of a postsubmit job")
    .requiredOption("--commit <hash>", "the full commit hash", commitHash)
    .option("--repository <owner/name>", "the repository on GitHub", "kubernetes/k8s.io")
    .option("--timeout <seconds>", "the longest time to wait", seconds, 3600)
    .option("--interval <seconds>", "the time between two requests", seconds, 120)
    .option("--endpoint <url>", "the URL of GitHub's API, such as that of ghproxy", ENDPOINT)
    .addHelpText("after", awaitHelp)
    .action(async (job: string, { commit, repository, timeout, interval, endpoint }: AwaitOptions) => {
      const say = (line: string) => process.stderr.write(`${line}\n`);
      await awaitJob(new GitHub({ endpoint }), { job, repository, commit }, { timeout, interval }, say);
      process.stdout.write(`${job} has succeeded on ${commit.slice(0, 10)}\n`);
    });
}

function commitHash(value: string): string {
  if (!/^[0-9a-f]{40}$/.test(value)) throw new InvalidArgumentError("Give it all 40 digits.");
  return value;
}

function seconds(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new InvalidArgumentError("Give it a whole number of seconds.");
  return Number(value);
}

/** Distinguishes the files that this command writes from those that people write. */
const marker =
  "# Written by `infra jobs image-pushing` of k8s-registry from infra/gcp/builds: change the builds there.";

/**
 * Writes the files and returns a summary. Throws a `UserError`, with nothing written, for invalid data and for an
 * existing file of the same name that this command did not write.
 */
export function writeImagePushingJobs({ out, infra }: JobsOptions, settings: ProwSettings): string {
  const { data, diagnostics } = loadData(sourcesFrom({ infra }));
  if (data === undefined) throw badData(diagnostics);
  const files = new Map<string, string>();
  let jobs = 0;
  for (const project of data.inventory.stagingProjects) {
    const content = prowJobs(project, settings);
    if (content === undefined) continue;
    jobs += Object.values(content.postsubmits ?? {}).flat().length + (content.periodics ?? []).length;
    files.set(`${project.id}.yaml`, `${marker}\n${yamlFile(content)}`);
  }

  const folder = resolve(out);
  const present = filesIn(folder);
  const foreign = [...files.keys()].filter((name) => present.has(name) && !isOurs(join(folder, name)));
  if (foreign.length > 0) {
    throw new UserError(
      `${out} has ${counted(foreign.length, "file")} that this command has not written: ${foreign.join(", ")}.\n` +
        "Remove them, or name another folder. Nothing was changed.",
    );
  }
  const stale = [...present].filter((name) => !files.has(name) && isOurs(join(folder, name)));
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  for (const name of stale) rmSync(join(folder, name));
  const removed = stale.length > 0 ? `, ${counted(stale.length, "file")} removed` : "";
  return `${out}: ${counted(jobs, "job")} in ${counted(files.size, "file")}${removed}`;
}

/** Lists the names of the YAML files in a folder, creating it if needed. */
function filesIn(folder: string): Set<string> {
  try {
    mkdirSync(folder, { recursive: true });
    const entries = readdirSync(folder, { withFileTypes: true });
    return new Set(
      entries.filter((entry) => entry.isFile() && entry.name.endsWith(".yaml")).map(({ name }) => name),
    );
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`The folder ${folder} cannot be used: ${reason}`);
  }
}

function isOurs(file: string): boolean {
  return readFileSync(file, "utf8").startsWith(marker);
}
