import { Command } from "commander";
import { EXIT, UserError } from "../../../terminal/userError.ts";
import { joined } from "../../../inventory/promotion/blocks.ts";
import { withAdditions, type Addition } from "../../edits/promotion/images.ts";
import { tagPattern } from "../../../inventory/promotion/names.ts";
import { quoted } from "../../../terminal/wording.ts";
import { requiredSettings } from "../../../inventory/check/required.ts";
import { folderIn, sourcesFrom, type TypedPaths } from "../../../inventory/sources.ts";
import { readingOnce } from "../../../inventory/yaml/tree.ts";
import { openDirectory, type OpenDirectory } from "../../edits/promotion/directory.ts";
import { lookUp, onlyNew, wantedIn, type Wanted } from "../../edits/promotion/lookup.ts";
import { RegistryClient } from "../../clients/oci/client.ts";
import { propose, type Description, type Proposal } from "../../edits/promotion/propose.ts";

const help = `
Looks up the digests in the directory's staging repository and writes
images.yaml in kpromo's order and style, comments kept. Writes all or nothing: a
missing image, or a tag that is already promoted from another digest, stops the
command. --all-tags looks only at images that images.yaml lists already; name a
new one as name:tag.
Exit status: 0 done or nothing to add, 2 bad data, 11 a tag would move, 12 the
registry cannot be reached.

Examples:
  $ infra promote add k8s-staging-kro kro/controller:v0.2.0
  $ infra promote add k8s-staging-kro --all-tags v0.2.0 \\
      --branch kro-v0.2.0 --commit --text`;

/** The options of `infra promote add`. */
export interface AddOptions extends Pick<TypedPaths, "tree" | "settings">, Proposal {
  /** A tag to promote for every image of the directory that has it. */
  readonly allTags?: string | undefined;
}

/** The command `infra promote add`. */
export function promoteAddCommand(): Command {
  return new Command("add")
    .description("promote images: look up their digests and write images.yaml")
    .argument("<directory>", "the directory, such as k8s-staging-kro")
    .argument("[image...]", "name:tag, name:tag,tag or name@digest, as in the staging repository")
    .option("--all-tags <tag>", "every image that images.yaml lists and staging has with this tag")
    .option("--branch <name>", "create a branch first")
    .option("--commit", "commit the file")
    .option("--text", "print the text of a pull request")
    .option("--tree <folder>", "a folder in place of registry.k8s.io/")
    .option("--settings <file>", "a file in place of infra/registry/promotion.yaml")
    .addHelpText("after", help)
    .action(async (directory: string, images: readonly string[], options: AddOptions) => {
      process.stdout.write(await runAdd(directory, images, options));
    });
}

/** Adds images to a directory, and returns the output. When it throws a `UserError`, nothing was written. */
export async function runAdd(
  typed: string,
  images: readonly string[],
  options: AddOptions,
  client = new RegistryClient(),
): Promise<string> {
  const sources = sourcesFrom(options, readingOnce());
  const settings = requiredSettings(sources);
  const directory = openDirectory(folderIn(sources, "promotionFolder"), typed);
  const { additions, notes } = await collect(client, directory, images, options);
  const fresh = onlyNew(directory.images, additions, directory.file);
  if (fresh.length === 0) return `${notes}${directory.file} has all of it already; nothing was written.\n`;
  const text = withAdditions(directory.text, fresh);
  if (text === undefined) {
    throw new UserError(
      `${directory.file} is not in kpromo's style, so that comments in it could get lost: write each digest as\n` +
        `    "sha256:<64 digits>": ["<tag>"]\nNothing was written.`,
      EXIT.badData,
    );
  }
  const edits = new Map([[directory.path, text]]);
  const printed = propose(sources, edits, settings, options, description(directory, fresh));
  return `${notes}${directory.file}:\n${fresh.map(line).join("")}${printed}`;
}

interface Collected {
  readonly additions: readonly Addition[];
  /** Lines about what was skipped. */
  readonly notes: string;
}

async function collect(
  client: RegistryClient,
  { name, source, images }: OpenDirectory,
  typed: readonly string[],
  { allTags }: AddOptions,
): Promise<Collected> {
  const asked = typed.map(wantedIn);
  if (allTags === undefined) {
    if (asked.length === 0) throw new UserError("name an image as name:tag, or a tag with --all-tags");
    const { additions, problems } = await lookUp(client, source, asked);
    if (problems.length === 0) return { additions, notes: "" };
    throw new UserError(`${problems.join("\n")}\nNothing was written.`);
  }
  if (!tagPattern.test(allTags) || allTags === "latest")
    throw new UserError(`${quoted(allTags)} is no tag to promote`);
  const names =
    asked.length > 0 ? asked.map(({ image }) => image) : joined(images).map(({ name: image }) => image);
  if (names.length === 0) throw new UserError(`${name} lists no images yet; name them, as name:${allTags}`);
  const all = await lookUp(
    client,
    source,
    names.map((image): Wanted => ({ image, tags: [allTags], digest: undefined })),
  );
  if (all.additions.length === 0) throw new UserError(`${all.problems.join("\n")}\nNothing was written.`);
  const notes = all.problems.map((problem) => `passed over: ${problem}\n`).join("");
  return { additions: all.additions, notes };
}

function line({ image, digest, tags }: Addition): string {
  return `    ${image}${tags.length === 0 ? "" : `:${tags.join(",")}`}  ${digest}\n`;
}

function description({ name, source }: OpenDirectory, additions: readonly Addition[]): Description {
  const tags = [...new Set(additions.flatMap((addition) => addition.tags))];
  const one = additions.length === 1 ? additions[0]!.image : name;
  const rows = additions.map(
    (entry) => `| ${entry.image} | ${entry.tags.join(", ")} | \`${entry.digest}\` |`,
  );
  const body = [`From \`${source}\`:`, "", "| image | tags | digest |", "| --- | --- | --- |", ...rows, ""];
  return {
    title: `Promote ${[one, ...tags.slice(0, 3)].join(" ")}${tags.length > 3 ? " …" : ""}`,
    body: body.join("\n"),
  };
}
