import { Command, Option } from "commander";
import { catalogOf } from "../../../inventory/catalog/index.ts";
import { states, type Catalog, type CatalogEntry } from "../../../inventory/catalog/schema.ts";
import { groupDomain } from "../../../inventory/projects/naming.ts";
import { OWN_DATA, sourcesFrom, type TypedPaths } from "../../../inventory/sources.ts";
import { today } from "../../../inventory/yaml/day.ts";
import { nearest } from "../../../terminal/nearest.ts";
import { UserError } from "../../../terminal/userError.ts";
import { quoted } from "../../../terminal/wording.ts";
import { catalogText } from "./text.ts";

/** The options of `infra list`. */
export interface ListOptions extends TypedPaths {
  readonly sig?: string | undefined;
  readonly state?: CatalogEntry["state"] | undefined;
  readonly group?: string | undefined;
  /** Print the entries as JSON. */
  readonly json?: boolean | undefined;
}

const help = `
One line per staging project, and per registry of the shared staging project
k8s-staging-images: its SIG, state and group of writers, the numbers of builds,
repositories, promoted images and findings of \`infra check\`, and the highest
version among the promoted tags. The SIG of a registry is that of the project
with the same group. Names are without k8s-staging-, groups without k8s-infra-
and @kubernetes.io; "default" is k8s-infra-staging-<name>.
Reads the data, not the cloud: needs no credentials and changes nothing. The
JSON is described by schemas/list.schema.json.
Exit status: 0 done, even with findings, 1 failed or an unknown SIG or group,
2 bad data.

Examples:
  $ infra list
  $ infra list --sig sig-node --state active
  $ infra list --json | jq -r '.entries[] | select(.builds == 0).name'`;

/** The command `infra list`. */
export function listCommand(): Command {
  return new Command("list")
    .description("list all staging projects, and the registries of the shared one")
    .option("--sig <sig>", "only those of a SIG, such as sig-node")
    .addOption(new Option("--state <state>", "only those in a state").choices(states))
    .option("--group <group>", "only those that a group writes, with or without its domain")
    .option("--infra <file>", `a file in place of ${OWN_DATA.infraFile}`)
    .option("--groups <folder>", `a folder in place of ${OWN_DATA.groupsFolder}/`)
    .option("--registry <folder>", `a folder in place of ${OWN_DATA.registryFolder}/`)
    .option("--tree <folder>", "a folder in place of registry.k8s.io/")
    .option("--json", "print the entries as JSON")
    .addHelpText("after", help)
    .action((options: ListOptions) => {
      process.stdout.write(runList(options, today()));
    });
}

/**
 * Lists the entries that the options select. Throws a `UserError` for invalid data, and for a SIG or group that no
 * entry has. `day`, as `YYYY-MM-DD`, is the day on which exceptions must not have expired.
 */
export function runList(options: ListOptions, day: string): string {
  const listed = selected(catalogOf(sourcesFrom(options), day), options);
  return options.json ? `${JSON.stringify(listed)}\n` : catalogText(listed);
}

function selected({ entries, ...rest }: Catalog, { sig, state, group }: ListOptions): Catalog {
  const name = group?.toLowerCase();
  const address = name?.includes("@") === false ? `${name}${groupDomain}` : name;
  const sigs = entries.flatMap((entry) => entry.sig ?? []);
  const groups = entries.map((entry) => entry.group);
  if (sig !== undefined) checkKnown("SIG", sig, sigs);
  if (address !== undefined) checkKnown("group", address, groups);
  return {
    entries: entries.filter(
      (entry) =>
        (sig === undefined || entry.sig === sig) &&
        (state === undefined || entry.state === state) &&
        (address === undefined || entry.group === address),
    ),
    ...rest,
  };
}

/** A name that nothing has is more likely a typo than a question. */
function checkKnown(what: string, name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  const near = nearest(name, names);
  const hint = near === undefined ? "" : ` Did you mean ${near}?`;
  throw new UserError(`No staging project or registry has the ${what} ${quoted(name)}.${hint}`);
}
