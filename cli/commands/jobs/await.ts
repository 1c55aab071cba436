import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import { UserError } from "../../../terminal/userError.ts";
import type { GitHub } from "../../clients/github/api.ts";

/** A job that a commit in a repository triggers. */
export interface AwaitedJob {
  readonly job: string;
  /** In GitHub's notation, as owner/name. */
  readonly repository: string;
  /** The full commit hash. */
  readonly commit: string;
}

/** In seconds. */
export interface Patience {
  readonly timeout: number;
  readonly interval: number;
}

/** https://docs.github.com/en/rest/commits/statuses: the newest of each context comes first. */
const statuses = z.array(
  z.object({ context: z.string(), state: z.enum(["error", "failure", "pending", "success"]) }),
);

/**
 * Waits until a job succeeds on a commit, by the status that Prow reports to GitHub for postsubmits. This orders jobs,
 * which Prow itself cannot do (docs/adr/jobs.md). Calls `say` with a line when it starts to wait and when GitHub does
 * not answer, which it retries.
 *
 * Throws a `UserError` when the job has failed or does not finish in time.
 */
export async function awaitJob(
  github: GitHub,
  { job, repository, commit }: AwaitedJob,
  { timeout, interval }: Patience,
  say: (line: string) => void,
): Promise<void> {
  const onCommit = `${job} on ${commit.slice(0, 10)}`;
  const end = performance.now() + timeout * 1000;
  let said = "";
  const sayOnce = (line: string) => {
    if (line !== said) say(line);
    said = line;
  };
  for (;;) {
    try {
      const found = await github.list(`/repos/${repository}/commits/${commit}/statuses`, statuses);
      const state = found.find(({ context }) => context === job)?.state;
      if (state === "success") return;
      if (state === "failure" || state === "error") {
        throw new JobFailed(`${onCommit} has failed: fix and rerun that job first, then this one again.`);
      }
      sayOnce(`waiting for ${onCommit} (${state ?? "not started"}) …`);
    } catch (error) {
      if (!(error instanceof UserError) || error instanceof JobFailed) throw error;
      sayOnce(error.message);
    }
    if (performance.now() + interval * 1000 > end) {
      throw new UserError(`${onCommit} was not done within ${timeout} s: see why, then run this again.`);
    }
    await delay(interval * 1000);
  }
}

/** A failure that is final. */
class JobFailed extends UserError {}
