import { execFile } from "node:child_process";
import { fromRoot } from "../../../boot/root.ts";
import { counted } from "../../../terminal/wording.ts";
import { fenced } from "../../../terminal/escape.ts";
import { LONGEST_COMMENT, markdownReport } from "../../review/report/markdown.ts";
import { beyond } from "../../review/report/beyond.ts";
import { changeReport, type ChangeReport } from "../../review/report/schema.ts";
import { marker } from "./pulls.ts";

/** The stacks in a comment, in order. */
const STACKS = ["staging", "prod"] as const;

/** Time limit for planning a stranger's data, in milliseconds; 10,000 projects need a tenth of it. */
const TIMEOUT = 120_000;

/** Heap limit for the plan, in MiB. */
const MEMORY = 2048;

/** The maximum number of error lines shown; `infra check` shows all. */
const MOST_LINES = 40;

/**
 * Writes the comment on a pull request: what its data changes in every stack, by the program of this checkout. Each
 * plan runs in a process of its own that gets no token, reads the data from git objects, and is limited in time and
 * memory.
 *
 * @param base the commit of this checkout
 * @param head the pull request's commit, already fetched
 */
export async function commentBody(base: string, head: string): Promise<string> {
  const parts: string[] = [];
  let said: ChangeReport | undefined;
  for (const stack of STACKS) {
    const report = await planOf(stack, base, head);
    parts.push(typeof report === "string" ? report : partOf(said ? beyond(report, said) : report));
    if (typeof report !== "string") said ??= report;
  }
  const about = `<sub>The data of ${head.slice(0, 10)}, by the program of ${base.slice(0, 10)}. Nothing of the pull request was run.</sub>`;
  return [marker(head), ...parts, about, ""].join("\n\n");
}

function partOf(report: ChangeReport): string {
  return markdownReport(report, Math.floor(LONGEST_COMMENT / STACKS.length) - 200).trimEnd();
}

/** The report of a stack; if there is none, the part of the comment that says why. */
async function planOf(stack: string, base: string, head: string): Promise<ChangeReport | string> {
  const args = ["plan", stack, "--base", base, "--head", head, "--format", "json"];
  const { status, stdout, stderr } = await planned(args);
  // Refused or not: only without a report is there nothing on standard output.
  if (status !== null && stdout !== "") return changeReport.parse(JSON.parse(stdout));
  const lines = stderr.trimEnd().split("\n");
  const left = lines.length - MOST_LINES;
  const why =
    status === null
      ? `There was no plan within ${TIMEOUT / 1000} s: ask for it by hand, with \`infra plan ${stack} --base\`.`
      : fenced("text", lines.slice(0, MOST_LINES).map(cut));
  const more = left > 0 ? `\n\n${counted(left, "more line")}: \`infra check\` shows all.` : "";
  return `### ${stack}: no plan\n\n${why}${more}`;
}

interface Ended {
  /** Null if the process was killed, for exceeding the time limit. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Asynchronous: if this process blocked for long, its next connection to GitHub would seem to time out. */
function planned(args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [`--max-old-space-size=${MEMORY}`, fromRoot("bin/infra"), ...args],
      { cwd: fromRoot("."), timeout: TIMEOUT, maxBuffer: 512 * 1024 * 1024 },
      (_error, stdout, stderr) => resolve({ status: child.exitCode, stdout, stderr }),
    );
  });
}

/** The maximum length of an error line, in characters. */
const LONGEST_LINE = 300;

function cut(line: string): string {
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}
