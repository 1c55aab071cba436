import { Command } from "commander";
import { ownTerminal, type Terminal } from "../change/terminal.ts";
import type { OfferOptions } from "../change/offer.ts";
import { runFreeze, runOffboard, type OffboardOptions } from "./retire.ts";
import { runOnboard, type OnboardOptions } from "./run.ts";

const help = `
Writes the whole request of a staging repository: the entry in infra.yaml, the group of its writers in the SIG's
groups.yaml, what restrictions.yaml must allow for that, the builds; with --promote also the files of registry.k8s.io/.
It is checked first, shown as a diff, and written only when you say so, all of it or nothing. On a terminal it asks for
what is missing. A project that is there already gets what it does not have yet; what it has stays as it is, so that the
same command twice does nothing the second time.

A build is written as keys and values with commas between them. Without --build, each repository gets one that builds
every push to main and every version tag.
  branch, tag   which are built, * stands for anything, semver for versions such as v1.2.3; repeatable
  dir, file     the folder of the build file, and its name in it (default: cloudbuild.yaml at the top)
  path          a glob of files, one of which must have changed; repeatable
  schedule      when a periodic build runs, as cron in UTC; \`branch\` is its branch then
  name, repo    the build's name, and what it builds where there are several repositories
  skip, runner=prow, and every flag of infra/gcp/builds/README.md, such as with-git-dir

Exit status: 0 done or nothing to do, 1 refused or not confirmed, 2 the data would have a mistake.

Examples:
  $ infra onboard hello --repo kubernetes-sigs/hello --sig sig-node --member ada@example.com
  $ infra onboard hello --repo kubernetes-sigs/hello --sig sig-node --member ada@example.com \\
      --build dir=images/base,branch=main,branch=release-* --build name=post-hello-cli,tag=v* --branch --yes
  $ infra onboard kind --member eve@example.com      # one more member of a project that is there`;

/** The command `infra onboard`. Tests pass another checkout and terminal. */
export function onboardCommand(root?: string, terminal: Terminal = ownTerminal()): Command {
  const more = (value: string, all: readonly string[] | boolean | undefined) => [
    ...(Array.isArray(all) ? (all as readonly string[]) : []),
    value,
  ];
  return new Command("onboard")
    .description("write everything that a new staging repository needs")
    .argument("[name]", "the name, such as kind: the project is k8s-staging-<name>")
    .option("--repo <organization/name>", "a repository on GitHub with its code; repeatable", more)
    .option("--sig <sig>", "who owns it: sig-…, wg-… or committee-…")
    .option("--member <address>", "who may push its images; repeatable", more)
    .option("--build <keys>", "an automatic build, as below; repeatable", more)
    .option("--no-build", "none")
    .option("--promote <image@digest:tag>", "promote an image to registry.k8s.io; repeatable", more)
    .option("--approver <name>", "a GitHub name or alias that approves what is promoted; repeatable", more)
    .option(
      "--cloudbuild <file>",
      "write a first cloudbuild.yaml for the repository there, not to the terminal",
    )
    .option("--add", "add a repository to a project that is there already")
    .option("--branch [name]", "commit it on a new branch (default: onboard-<name>)")
    .option("--yes", "write without asking")
    .addHelpText("after", help)
    .action(async (name: string | undefined, options: OnboardOptions) => {
      await runOnboard(name, options, terminal, root);
    });
}

const retirement = `
A project leaves in three changes, each merged and applied before the next: it is frozen, so that nobody writes it any
more; it is retired with its group, which lifts its protection; its entry leaves. This makes the next one, after showing
it and asking. Once retired, the project waits for a day: until then everybody can read its images, and its entry stays.
Google Cloud keeps the project and its images.
Exit status: 0 done or nothing to do yet, 1 refused or not confirmed, 2 the data would have a mistake.

Examples:
  $ infra offboard hello
  $ infra offboard hello --branch --yes
  $ infra offboard hello --until 2027-06-30     # when it is frozen: retires it, and keeps its images until then`;

/** The command `infra offboard`. */
export function offboardCommand(): Command {
  return new Command("offboard")
    .description("make the next step by which a staging project leaves")
    .argument("<name>", "the project, with or without k8s-staging-")
    .option("--base <revision>", "what counts as merged (default: origin/main, or main)")
    .option(
      "--until <day>",
      "for the step that retires: until when images can be read (default: 90 days ahead)",
    )
    .option("--branch [name]", "commit it on a new branch (default: <step>-<name>)")
    .option("--yes", "write without asking")
    .addHelpText("after", retirement)
    .action(async (name: string, options: OffboardOptions) => {
      await runOffboard(name, options, ownTerminal());
    });
}

const freezing = `
Nobody writes images of a frozen project or builds them; everything stays and can be read. Removing the line \`state\`
from infra.yaml makes it active again.
Exit status: 0 done or nothing to do, 1 refused or not confirmed, 2 the data would have a mistake.

Example:
  $ infra freeze hello --branch`;

/** The command `infra freeze`. */
export function freezeCommand(): Command {
  return new Command("freeze")
    .description("let nobody write a staging project any more; everything stays")
    .argument("<name>", "the project, with or without k8s-staging-")
    .option("--branch [name]", "commit it on a new branch (default: freeze-<name>)")
    .option("--yes", "write without asking")
    .addHelpText("after", freezing)
    .action(async (name: string, options: OfferOptions) => {
      await runFreeze(name, options, ownTerminal());
    });
}
