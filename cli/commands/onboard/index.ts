import { Command } from "commander";
import { today } from "../../../inventory/yaml/day.ts";
import { ownTerminal, type Terminal } from "../../../terminal/terminal.ts";
import type { EditOptions } from "../../edits/apply/proposeEdit.ts";
import { runFreeze, runOffboard, type OffboardOptions } from "./retire.ts";
import { runOnboard, type OnboardOptions } from "./run.ts";

const help = `
Writes the whole request for a staging repository: the entry in infra.yaml, the
group of writers in the SIG's groups.yaml, what restrictions.yaml must allow for
it, and the builds; with --promote also the files of registry.k8s.io/. The
change is checked, shown as a diff and written after you confirm it, all files
or none. On a terminal, the command prompts for missing options. An existing
project gets what it lacks and keeps what it has; running the same command again
changes nothing.

A build is written as comma-separated keys and values. Without --build, each
repository gets one build that runs for every push to main and every version
tag.
  branch, tag   the branches and tags to build; * matches anything, semver
                matches versions such as v1.2.3; repeatable
  dir, file     the folder of the build file, and its name (default:
                cloudbuild.yaml in the top folder)
  path          a glob; at least one matching file must have changed; repeatable
  schedule      when a periodic build runs, as cron in UTC; \`branch\` is then the
                branch to build
  name, repo    the build's name, and its repository if there are several
  skip, runner=prow, and every flag of infra/gcp/builds/README.md, such as
                with-git-dir

Exit status: 0 done or nothing to do, 1 refused or not confirmed, 2 the data
would be invalid.

Examples:
  $ infra onboard hello --repo kubernetes-sigs/hello --sig sig-node \\
      --member ada@example.com
  $ infra onboard hello --repo kubernetes-sigs/hello --sig sig-node \\
      --member ada@example.com --branch --yes \\
      --build dir=images/base,branch=main,branch=release-* \\
      --build name=post-hello-cli,tag=v*
  $ infra onboard kind --member eve@example.com    # to an existing project`;

/** The command `infra onboard`. Tests pass another checkout, terminal and day. */
export function onboardCommand(
  root?: string,
  terminal: Terminal = ownTerminal(),
  day: string = today(),
): Command {
  const more = (value: string, all: readonly string[] | boolean | undefined) => [
    ...(Array.isArray(all) ? (all as readonly string[]) : []),
    value,
  ];
  return new Command("onboard")
    .description("write everything a new staging repository needs")
    .argument("[name]", "the name, such as kind: the project is k8s-staging-<name>")
    .option("--repo <organization/name>", "a GitHub repository with its code; repeatable", more)
    .option("--sig <sig>", "the owner: sig-…, wg-… or committee-…")
    .option("--member <address>", "somebody who can push its images; repeatable", more)
    .option("--build <keys>", "an automatic build, as below; repeatable", more)
    .option("--no-build", "no automatic build")
    .option("--promote <image@digest:tag>", "promote an image to registry.k8s.io; repeatable", more)
    .option("--approver <name>", "a GitHub name or alias that approves what is promoted; repeatable", more)
    .option(
      "--cloudbuild <file>",
      "write the repository's first cloudbuild.yaml to this file, not to the terminal",
    )
    .option("--add", "add a repository to an existing project")
    .option("--branch [name]", "commit it on a new branch (default: onboard-<name>)")
    .option("--yes", "write without asking")
    .addHelpText("after", help)
    .action(async (name: string | undefined, options: OnboardOptions) => {
      await runOnboard(name, { ...options, day }, terminal, root);
    });
}

const retirement = `
A project leaves in three changes, each merged and applied before the next: it
is frozen, which stops pushes and builds; it is retired with its group, which
lifts its protection; its entry is removed. This command makes the next one,
after showing it and asking for confirmation. A retired project has a day: until
then its entry stays and everybody can pull its images. Google Cloud keeps the
project and its images.
Exit status: 0 done or nothing to do yet, 1 refused or not confirmed, 2 the data
would be invalid.

Examples:
  $ infra offboard hello
  $ infra offboard hello --branch --yes
  $ infra offboard hello --until 2027-06-30    # the day it may be removed`;

/** The command `infra offboard`. */
export function offboardCommand(): Command {
  return new Command("offboard")
    .description("make the next step of removing a staging project")
    .argument("<name>", "the project, with or without k8s-staging-")
    .option("--base <revision>", "what counts as merged (default: origin/main, or main)")
    .option(
      "--until <day>",
      "when retiring: the day until which images can be pulled (default: 90 days ahead)",
    )
    .option("--branch [name]", "commit it on a new branch (default: <step>-<name>)")
    .option("--yes", "write without asking")
    .addHelpText("after", retirement)
    .action(async (name: string, options: OffboardOptions) => {
      await runOffboard(name, { ...options, day: today() }, ownTerminal());
    });
}

const freezing = `
Nobody can push or build images of a frozen project; everything stays and can be
pulled. To make it active again, remove the line \`state\` from infra.yaml.
Exit status: 0 done or nothing to do, 1 refused or not confirmed, 2 the data
would be invalid.

Example:
  $ infra freeze hello --branch`;

/** The command `infra freeze`. */
export function freezeCommand(): Command {
  return new Command("freeze")
    .description("stop pushes to and builds of a staging project; everything stays")
    .argument("<name>", "the project, with or without k8s-staging-")
    .option("--branch [name]", "commit it on a new branch (default: freeze-<name>)")
    .option("--yes", "write without asking")
    .addHelpText("after", freezing)
    .action(async (name: string, options: EditOptions) => {
      await runFreeze(name, { ...options, day: today() }, ownTerminal());
    });
}
