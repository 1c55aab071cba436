import { Command } from "commander";
import { EXIT, UserError } from "../../../terminal/userError.ts";
import { loadInventory } from "../../../inventory/projects/load.ts";
import { stagingPrefix } from "../../../inventory/projects/naming.ts";
import { withAdditions } from "../../edits/promotion/images.ts";
import { FILES } from "../../../inventory/promotion/names.ts";
import { approversIn } from "../../../inventory/promotion/owners.ts";
import type { PromotionSettings } from "../../../inventory/promotion/types.ts";
import { EMPTY_LIST, manifestText, ownersText } from "../../../inventory/promotion/write.ts";
import { requiredSettings } from "../../../inventory/check/required.ts";
import {
  OWN_PATHS,
  fileIn,
  folderIn,
  sourcesFrom,
  type DataSources,
  type TypedPaths,
} from "../../../inventory/sources.ts";
import { readingOnce } from "../../../inventory/yaml/tree.ts";
import { directoryName } from "../../edits/promotion/directory.ts";
import { lookUp, wantedIn } from "../../edits/promotion/lookup.ts";
import { RegistryClient } from "../../clients/oci/client.ts";
import { propose, type Proposal } from "../../edits/promotion/propose.ts";

/** The approvers of projects that name none: the owners of the whole tree, as without an OWNERS file. */
const standIn = "sig-k8s-infra-leads";

const help = `
Writes OWNERS, images.yaml and promoter-manifest.yaml of a directory, all or
nothing. The source is the declared staging repository of the same name. Images
are looked up as in \`infra promote add\`; without any, images.yaml stays empty,
and \`infra promote check\` refuses it until \`infra promote add\` has written the
first.
Exit status: 0 done, 1 refused, 2 a file cannot be read, 12 a registry did not
answer.

Examples:
  $ infra promote new k8s-staging-kro kro/controller:v0.1.0 \\
      --approver kro-maintainers
  $ infra promote new k8s-staging-bom --source gcr.io/k8s-staging-bom --text`;

/** The options of `infra promote new`. */
export interface NewOptions extends Pick<TypedPaths, "tree" | "infra" | "settings">, Proposal {
  /** The staging repository, if the directory's name does not determine it. */
  readonly source?: string | undefined;
  /** GitHub names or aliases. */
  readonly approver?: readonly string[] | undefined;
}

/** The command `infra promote new`. */
export function promoteNewCommand(): Command {
  return new Command("new")
    .description("write the three files of a directory")
    .argument("<directory>", "the directory, such as k8s-staging-kro")
    .argument("[image...]", "what to promote first, as in `infra promote add`")
    .option("--source <address>", "the staging repository")
    .option("--approver <name...>", "GitHub names or aliases of the approvers")
    .option("--branch <name>", "create a branch first")
    .option("--commit", "commit the files")
    .option("--text", "print the text of a pull request")
    .option("--tree <folder>", "a folder in place of registry.k8s.io/")
    .option("--infra <file>", "a file in place of infra/gcp/infra.yaml")
    .option("--settings <file>", "a file in place of infra/registry/promotion.yaml")
    .addHelpText("after", help)
    .action(async (directory: string, images: readonly string[], options: NewOptions) => {
      process.stdout.write(await runNew(directory, images, options));
    });
}

/** Writes a directory, and returns the output. When it throws a `UserError`, nothing was written. */
export async function runNew(
  typed: string,
  images: readonly string[],
  options: NewOptions,
  client = new RegistryClient(),
): Promise<string> {
  const sources = sourcesFrom(options, readingOnce());
  const settings = requiredSettings(sources);
  const name = directoryName(typed);
  const paths = {
    owners: `images/${name}/${FILES.owners}`,
    images: `images/${name}/${FILES.images}`,
    manifest: `manifests/${name}/${FILES.manifest}`,
  };
  const { paths: present } = folderIn(sources, "promotionFolder").list();
  const there = Object.values(paths).filter((path) => present.includes(path));
  if (there.length === 3)
    throw new UserError(`${name} is there already; \`bin/infra promote add\` adds images to it`);

  const source = sourceOf(name, options, settings);
  const { approvers: named, faults } = approversIn(options.approver ?? []);
  const { additions, problems } = await lookUp(client, source.address, images.map(wantedIn));
  if (faults.length + problems.length > 0)
    throw new UserError([...faults, ...problems, "Nothing was written."].join("\n"));
  const sig = sigOf(name, sources);
  const approvers = named.length > 0 ? named : [sig === undefined ? standIn : `${sig}-leads`];
  const labels = sig === undefined ? [] : [sig.replace("-", "/")];
  const all = new Map([
    [paths.owners, ownersText(approvers, labels)],
    [paths.images, withAdditions("", additions) || `${EMPTY_LIST[0] ?? ""}\n`],
    [paths.manifest, manifestText(name, source, settings)],
  ]);
  // Only the missing files of a directory are written.
  const edits = new Map([...all].filter(([path]) => !there.includes(path)));
  const body = `From \`${source.address}\`, written by \`${source.group}\`, to ${settings.locations.length} locations.\n`;
  const printed = propose(sources, edits, settings, options, {
    title: `Promote from ${source.address}`,
    body,
  });
  const written = [...edits.keys()].map((path) => `${sources.shown.promotionFolder}/${path}\n`).join("");
  return `${written}${remaining(name, options, sig, additions.length === 0 && edits.has(paths.images))}${printed}`;
}

function remaining(name: string, { approver }: NewOptions, sig: string | undefined, empty: boolean): string {
  return [
    ...(approver === undefined && sig === undefined
      ? [`Approver is ${standIn}, since the project names nobody: put its own into OWNERS.\n`]
      : []),
    ...(empty
      ? [`images.yaml is empty: \`bin/infra promote add ${name} <image>:<tag>\` before this is merged.\n`]
      : []),
  ].join("");
}

/** Finds the declared staging repository of a directory. */
function sourceOf(
  directory: string,
  { source }: NewOptions,
  { sources }: PromotionSettings,
): { readonly address: string; readonly group: string } {
  const own = directory.slice(stagingPrefix.length);
  // The address that upstream promotes from comes first (facts/upstream.md §7).
  const candidates = [`us-central1-docker.pkg.dev/k8s-staging-images/${own}`, `gcr.io/${directory}`];
  const declared = (source === undefined ? candidates : [source]).filter((address) => sources.has(address));
  const [address, other] = declared;
  if (address === undefined) {
    const which = source ?? `a repository named ${own}`;
    const message = `${which} is not declared as a staging repository\n    declare it in ${OWN_PATHS.infraFile} or ${OWN_PATHS.sharedFile}, or name another with --source`;
    throw new UserError(message, EXIT.badData);
  }
  if (other !== undefined)
    throw new UserError(`name the one that is meant with --source: ${declared.join(" or ")}`);
  return { address, group: sources.get(address)!.group };
}

/** The SIG that owns the project of a directory, if known. */
function sigOf(directory: string, sources: DataSources): string | undefined {
  const { inventory } = loadInventory(fileIn(sources, "infraFile"));
  return inventory?.stagingProjects.find(({ id }) => id === directory)?.sig;
}
