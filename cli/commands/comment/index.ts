import { Command, InvalidArgumentError } from "commander";
import { EXIT, UserError } from "../../../terminal/userError.ts";
import { allDataPaths, checkoutAt } from "../../../inventory/sources.ts";
import { fromRoot } from "../../../boot/root.ts";
import { counted } from "../../../terminal/wording.ts";
import { git } from "../../clients/git/git.ts";
import {
  changedFiles,
  inCheckout,
  revisionOf,
  startOfChange,
  type Revision,
} from "../../clients/git/revision.ts";
import { ENDPOINT, GitHub } from "../../clients/github/api.ts";
import { commentBody } from "./body.ts";
import { OwnComments, onePull, recentPulls, type Pull } from "./pulls.ts";

const help = `
Goes through the open pull requests with activity within a day. For each one
that changes data, it fetches the commits as git objects, plans both stacks with
the program of this checkout, which should be that of the base branch, and
writes one comment, which it edits when there are new commits. It neither checks
out nor runs anything of a pull request, and reads no artifacts of its jobs.
Without --confirm it only prints the comments.
Exit status: 0 done, 1 a pull request failed; the others were processed.

Examples:
  $ infra comment --pull 1234
  $ infra comment --token /etc/github-token/token --confirm`;

/** Pull requests not updated for this long are ignored, in milliseconds. */
const RECENT = 24 * 60 * 60 * 1000;

/** Time limit for fetching one pull request, in milliseconds. */
const FETCH_TIMEOUT = 120_000;

interface CommentOptions {
  readonly repository: string;
  readonly branch: string;
  readonly remote: string;
  readonly endpoint: string;
  readonly token?: string;
  readonly pull?: number;
  readonly confirm?: boolean;
}

/** The command `infra comment`: comments on pull requests what their data changes. */
export function commentCommand(): Command {
  return new Command("comment")
    .description("comment on each pull request that changes data what merging it does")
    .option("--repository <owner/name>", "the repository on GitHub", repository, "kubernetes/k8s.io")
    .option("--branch <name>", "the base branch of the pull requests", "main")
    .option("--remote <name>", "the git remote to fetch pull requests from", "origin")
    .option("--endpoint <url>", "the URL of GitHub's API, such as that of ghproxy", ENDPOINT)
    .option("--token <file>", "a file with a token that can comment")
    .option("--pull <number>", "only this pull request", pullNumber)
    .option("--confirm", "write the comments")
    .addHelpText("after", help)
    .action(async (options: CommentOptions) => {
      process.exitCode = await comment(options, Date.now());
    });
}

async function comment(options: CommentOptions, now: number): Promise<number> {
  const { repository, branch, endpoint, token, confirm = false } = options;
  if (confirm && token === undefined) throw new UserError("--confirm needs --token: give both.");
  const github = new GitHub({ endpoint, tokenFile: token });
  const pulls =
    options.pull === undefined
      ? await recentPulls(github, repository, branch, new Date(now - RECENT))
      : [await onePull(github, repository, options.pull)];
  const comments = token === undefined ? undefined : new OwnComments(github, repository);
  let failed = 0;
  for (const pull of pulls) {
    // A failure on one pull request must not affect the others.
    try {
      process.stdout.write(`#${pull.number}: ${await deal(pull, options, comments)}\n`);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      process.stderr.write(`#${pull.number}: ${error.message}\n`);
      failed += 1;
    }
  }
  process.stdout.write(`${counted(pulls.length, "pull request")}, ${failed} failed\n`);
  return failed > 0 ? EXIT.failed : EXIT.done;
}

/** Comments on one pull request if needed; returns what was done, in a few words. */
async function deal(
  pull: Pull,
  { remote, confirm = false }: CommentOptions,
  comments: OwnComments | undefined,
): Promise<string> {
  const former = await comments?.find(pull.number);
  if (former?.head === pull.head) return "has its comment";
  const checkout = revisionOf(fromRoot("."), "HEAD");
  fetchPull(checkout, remote, pull);
  // An existing comment on earlier commits must not stay outdated.
  if (former === undefined && !changesData(checkout, pull)) return "changes no data";
  const body = await commentBody(checkout.commit, pull.head);
  if (!confirm || comments === undefined) return `would get this comment\n${body}`;
  await comments.write(pull.number, former, body);
  return former === undefined ? "got a comment" : "got its comment edited";
}

/** Fetches the commits of a pull request into git's object store, without touching the working tree. */
function fetchPull({ checkout }: Revision, remote: string, { number, head }: Pull): void {
  const ref = `refs/infra/pull/${number}`;
  const args = ["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head"];
  const refspec = `+refs/pull/${number}/head:${ref}`;
  const fetch = [...args, "--end-of-options", remote, refspec];
  const { ok, error } = git(checkout, fetch, "", FETCH_TIMEOUT);
  if (!ok) throw new UserError(`git could not fetch it from ${remote}: ${error}`);
  const fetched = git(checkout, ["rev-parse", "--verify", ref]).text;
  if (fetched !== head)
    throw new UserError("it has new commits since it was asked for; the next run sees to it.");
}

function changesData({ checkout }: Revision, { head }: Pull): boolean {
  const base = startOfChange(fromRoot("."), "HEAD", head);
  const data = allDataPaths(checkoutAt(fromRoot("."))).map((path) => inCheckout(checkout, path));
  return changedFiles(base, revisionOf(fromRoot("."), head)).some((file) =>
    data.some((path) => file === path || file.startsWith(`${path}/`)),
  );
}

function repository(value: string): string {
  if (!/^[\w.-]+\/[\w.-]+$/.test(value)) throw new InvalidArgumentError("Give it as owner/name.");
  return value;
}

function pullNumber(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError("Give it a whole number, such as 1234.");
  return Number(value);
}
