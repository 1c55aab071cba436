import { basename, dirname, join, posix } from "node:path";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { EXIT, UserError } from "../../terminal/userError.ts";
import { OWN_DATA } from "../../inventory/sources.ts";
import { hasErrors } from "../../inventory/yaml/diagnostics.ts";
import { formatDiagnostics } from "../../inventory/yaml/format.ts";
import { today } from "../../inventory/yaml/day.ts";
import { loadFile } from "../../inventory/yaml/file.ts";
import { readSource, sourceOf } from "../../inventory/yaml/source.ts";
import { proxyKind } from "../../inventory/registry/proxy.ts";
import { withRelease } from "../edits/release.ts";
import { fromRoot } from "../../boot/root.ts";
import { STACKS, type StackName } from "../../inventory/stacks.ts";
import { writeAll } from "../edits/apply/files.ts";

interface ReleaseOptions {
  readonly to: StackName;
  /** The day of the release, as YYYY-MM-DD. */
  readonly date: string;
  readonly registry?: string;
}

const help = `
Edits infra/registry/proxy.yaml and nothing else; comments stay. Staging leads:
prod accepts only a digest that staging runs or ran. \`infra preview\` shows what
that changes in the cloud; applying the stack changes it.
Exit status: 0 done, 1 a wrong command line, 2 the file would be invalid:
nothing was written.

Examples:
  $ infra release proxy \\
      sha256:1f004a487c09c76ebf14d1dc01434aa17e31e39def56451ec5727160fdcd0017
  $ infra release proxy --to prod \\
      sha256:1f004a487c09c76ebf14d1dc01434aa17e31e39def56451ec5727160fdcd0017`;

/** The command `infra release`: sets in the data what runs next. */
export function releaseCommand(): Command {
  return new Command("release")
    .description("set the image digest that staging's proxy runs, or promote it to prod: edits the data")
    .addArgument(new Argument("<what>", "what to release").choices(["proxy"]))
    .argument("<digest>", "the image, as sha256: and 64 hexadecimal digits", imageDigest)
    .addOption(new Option("--to <stack>", "the stack to run it").choices(STACKS).default("staging"))
    .option("--date <day>", "the date of the release, as YYYY-MM-DD (default: today)")
    .option("--registry <folder>", `a folder in place of ${OWN_DATA.registryFolder}/`)
    .addHelpText("after", help)
    .action(
      (_what: string, digest: string, options: Partial<ReleaseOptions> & Pick<ReleaseOptions, "to">) => {
        process.stdout.write(`${runRelease(digest, { date: today(), ...options })}\n`);
      },
    );
}

function imageDigest(value: string): string {
  if (!/^sha256:[0-9a-f]{64}$/.test(value))
    throw new InvalidArgumentError("Give it as sha256: and 64 hexadecimal digits; a tag can move.");
  return value;
}

/** Writes the release into the file and returns a summary. If it throws a `UserError`, nothing was written. */
export function runRelease(digest: string, { to, date, registry }: ReleaseOptions): string {
  const folder = registry ?? OWN_DATA.registryFolder;
  const shown = posix.join(folder, "proxy.yaml");
  const path = join(registry ?? fromRoot(folder), "proxy.yaml");
  const source = readSource(path, shown);
  const { records: proxy, diagnostics: before } = loadFile(source, proxyKind);
  if (proxy === undefined || "rule" in source) throw badData(formatDiagnostics(before));
  const [running] = proxy.stacks[to]?.releases ?? [];
  if (running?.digest === digest)
    return `${to} runs ${digest} already, since ${running.date}: nothing to change.`;

  const edited = withRelease(source.content, to, { digest, date });
  if (edited === undefined) {
    throw badData(`${shown}: stacks.${to} has no list of releases below one another: write it so first.\n`);
  }
  const { diagnostics } = loadFile(sourceOf(shown, edited), proxyKind);
  if (hasErrors(diagnostics)) throw badData(formatDiagnostics(diagnostics));
  writeAll(dirname(path), new Map([[basename(path), edited]]));
  return [
    `${shown}: ${to} runs ${digest} since ${date}.`,
    ...(running ? [`  before: ${running.digest}, since ${running.date}`] : []),
    `See what that changes: infra preview ${to}`,
  ].join("\n");
}

function badData(message: string): UserError {
  return new UserError(`${message}Nothing was written.`, EXIT.badData);
}
