import { Command } from "commander";
import { type Data } from "../../../inventory/data.ts";
import { loadData } from "../../../inventory/check/data.ts";
import { OWN_DATA, sourcesFrom } from "../../../inventory/sources.ts";
import { stackSettings } from "../../review/plan/stackConfig.ts";
import { showGroup, whoIs } from "./answers.ts";
import type { Grant } from "../../review/access/grant.ts";
import { grantsOf } from "../../review/access/grants.ts";
import { showJson, whoJson } from "./json.ts";
import { AccessGraph } from "../../review/access/accessGraph.ts";
import { showText, whoText } from "./text.ts";
import { badData } from "../../../inventory/check/required.ts";

const notes = `
Reads only the data: needs no credentials, changes nothing, and does not see
what somebody changed in the cloud by hand. Whoever can act as a service account
also has its access.
Exit status: 0 done, 1 failed, 2 bad data.
`;

const showExamples = `
Examples:
  $ infra groups show k8s-infra-artifact-admins
  $ infra groups show k8s-infra-staging-kind@kubernetes.io --json |
      jq -r '.members[].address'`;

const whoExamples = `
An address that the data does not have is in no group and holds no role; that is
an answer, and the status is 0.

Examples:
  $ infra groups who ada@example.com
  $ infra groups who --json \\
      prow-build@k8s-infra-prow-build.iam.gserviceaccount.com |
      jq '.grants[].on'`;

/** The options of `infra groups`. */
export interface GroupsOptions {
  /** The file of projects, as typed; by default the project's own. */
  readonly infra?: string | undefined;
  /** The folder of groups, as typed; by default the project's own. */
  readonly groups?: string | undefined;
  /** The stack whose configuration names the artifact admins and others. */
  readonly stack: string;
  /** Print the answer as JSON. */
  readonly json?: boolean | undefined;
}

/** The commands `infra groups show` and `infra groups who`. */
export function groupsCommand(): Command {
  const show = question("show")
    .description("show everybody in a group, and everything the group can reach")
    .argument("<name>", "the group, such as k8s-infra-artifact-admins, with or without its domain")
    .addHelpText("after", `${notes}${showExamples}`)
    .action((name: string, options: GroupsOptions) => {
      process.stdout.write(runShow(name, options));
    });
  const who = question("who")
    .description("show every group that an address is in, and every permission it has")
    .argument("<address>", "a person, service account or group; allUsers for what is public")
    .addHelpText("after", `${notes}${whoExamples}`)
    .action((address: string, options: GroupsOptions) => {
      process.stdout.write(runWho(address, options));
    });
  return new Command("groups")
    .description("show who is in which group and who can do what")
    .addCommand(show)
    .addCommand(who);
}

function question(name: string): Command {
  return new Command(name)
    .option("--infra <file>", `a file in place of ${OWN_DATA.infraFile}`)
    .option("--groups <folder>", `a folder in place of ${OWN_DATA.groupsFolder}/`)
    .option("--stack <stack>", "the stack whose configuration is used", "staging")
    .option("--json", "print the answer as JSON");
}

/** Returns what `infra groups show` prints. Throws a `UserError` for an unknown group and for invalid data. */
export function runShow(name: string, options: GroupsOptions): string {
  const { data, graph, projects } = load(options);
  const answer = showGroup(data, graph, name);
  return options.json ? showJson(answer) : showText(answer, projects);
}

/** Returns what `infra groups who` prints. Throws a `UserError` for an invalid address and for invalid data. */
export function runWho(address: string, options: GroupsOptions): string {
  const { data, graph, grants, projects } = load(options);
  const answer = whoIs(data, graph, grants, address);
  return options.json ? whoJson(answer) : whoText(answer, projects);
}

interface Loaded {
  readonly data: Data;
  readonly grants: readonly Grant[];
  readonly graph: AccessGraph;
  /** The ids of all staging projects. */
  readonly projects: readonly string[];
}

function load(options: GroupsOptions): Loaded {
  const settings = stackSettings(options.stack);
  const { data, diagnostics } = loadData(sourcesFrom(options));
  if (data === undefined) throw badData(diagnostics);
  const { stagingProjects } = data.inventory;
  const grants = grantsOf(stagingProjects, settings);
  const graph = new AccessGraph(data.groups, grants);
  return { data, grants, graph, projects: stagingProjects.map(({ id }) => id) };
}
