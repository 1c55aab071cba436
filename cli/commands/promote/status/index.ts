import { Command } from "commander";
import { EXIT, UserError } from "../../../../terminal/userError.ts";
import { nearest } from "../../../../terminal/nearest.ts";
import { productionAddress } from "../../../../inventory/promotion/destinations.ts";
import { loadPromotion } from "../../../../inventory/promotion/load.ts";
import { digestPattern } from "../../../../inventory/promotion/names.ts";
import type {
  PromotedImage,
  PromoterManifest,
  Promotion,
  PromotionSettings,
} from "../../../../inventory/promotion/types.ts";
import { loadRegistry } from "../../../../inventory/registry/load.ts";
import type { Mirror } from "../../../../inventory/registry/mirrors/types.ts";
import { quoted } from "../../../../terminal/wording.ts";
import type { CommandResult } from "../../../../terminal/commandResult.ts";
import { requiredSettings } from "../../../../inventory/check/required.ts";
import { folderIn, sourcesFrom, type TypedPaths } from "../../../../inventory/sources.ts";
import { repositoryAt } from "../../../clients/oci/address.ts";
import { RegistryClient } from "../../../clients/oci/client.ts";
import { RegistryError } from "../../../clients/oci/errors.ts";
import type { Place, Status } from "./answer.ts";
import { askMirrors } from "./mirrors.ts";
import { statusText } from "./text.ts";

const help = `
Takes the image as users know it, with a tag or digest. Shows what images.yaml
says, and what exists: in the staging repository, in every location of the
production registry, behind registry.k8s.io, and how much of it the mirrors in
AWS have. What a mirror lacks is served from the production registry, so that is
not a fault.
Exit status: 0 the image is everywhere as written, 2 it is not promoted, 10 it
is missing somewhere, 11 it has another digest somewhere, 12 a registry did not
answer.

Examples:
  $ infra promote status \\
      registry.k8s.io/agent-sandbox/agent-sandbox-controller:v0.1.1
  $ infra promote status agent-sandbox/agent-sandbox-controller:v0.1.1 --json |
      jq '.places[] | select(.state != "present")'`;

/** The address of the proxy that users pull from. */
const PUBLIC = "registry.k8s.io";

/** The options of `infra promote status`. */
export interface StatusOptions extends Pick<TypedPaths, "tree" | "settings"> {
  /** Print the answer as JSON. */
  readonly json?: boolean | undefined;
  /** False to skip the mirrors. */
  readonly mirrors?: boolean | undefined;
  /** False to skip registry.k8s.io itself. */
  readonly public?: boolean | undefined;
}

/** The command `infra promote status`. */
export function promoteStatusCommand(): Command {
  return new Command("status")
    .description("show where an image is: staging, every location, registry.k8s.io, the mirrors")
    .argument("<image>", "such as registry.k8s.io/kro/kro/controller:v0.2.0, or kro/kro/controller@sha256:…")
    .option("--no-mirrors", "do not query the mirrors of layers in AWS")
    .option("--no-public", "do not query registry.k8s.io itself")
    .option("--tree <folder>", "a folder in place of registry.k8s.io/")
    .option("--settings <file>", "a file in place of infra/registry/promotion.yaml")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", help)
    .action(async (image: string, options: StatusOptions) => {
      const { exitCode, stdout } = await runStatus(image, options);
      process.stdout.write(stdout);
      process.exitCode = exitCode;
    });
}

/** The mirrors that registry.k8s.io redirects clients to; none if the data is invalid. */
function ownMirrors(): readonly Mirror[] {
  const { registry } = loadRegistry(folderIn(sourcesFrom({}), "registryFolder"));
  return registry?.mirrors.prod?.mirrors.filter(({ state }) => state === "active") ?? [];
}

/** Reports where an image is. Throws a `UserError` for an image that is invalid or not promoted. */
export async function runStatus(
  typed: string,
  options: StatusOptions,
  client = new RegistryClient(),
  mirrors: readonly Pick<Mirror, "region" | "url">[] = ownMirrors(),
): Promise<CommandResult> {
  const sources = sourcesFrom(options);
  const settings = requiredSettings(sources);
  const { promotion } = loadPromotion(folderIn(sources, "promotionFolder"), settings);
  const wanted = parse(typed);
  const { manifest, image } = find(promotion, wanted.path, settings);
  const entry = image.digests.find(({ digest, tags }) =>
    wanted.digest === undefined ? tags.includes(wanted.tag ?? "") : digest === wanted.digest,
  );
  if (entry === undefined) throw notPromoted(wanted, image);
  const reference = wanted.digest ?? wanted.tag ?? entry.digest;
  const ask = (kind: Place["kind"], address: string) =>
    placeOf(client, kind, address, reference, entry.digest);
  const places = await Promise.all([
    ...manifest.registries
      .filter(({ source }) => source)
      .map(({ name }) => ask("staging", `${name}/${image.name}`)),
    ...manifest.registries
      .filter(({ source, name }) => !source && servedPath(name, image, settings) === wanted.path)
      .map(({ name }) => ask("production", `${name}/${image.name}`)),
    ...(options.public === false ? [] : [ask("public", `${PUBLIC}/${wanted.path}`)]),
  ]);
  const source = places.find(({ state, found }) => state === "present" && found === entry.digest);
  const answer: Status = {
    image: `${PUBLIC}/${wanted.path}`,
    digest: entry.digest,
    tags: entry.tags,
    places,
    mirrors:
      source === undefined || options.mirrors === false
        ? []
        : await askMirrors(client, mirrors, repositoryAt(source.address), entry.digest),
  };
  return {
    exitCode: exitCode(places),
    stdout: options.json ? `${JSON.stringify(answer)}\n` : statusText(answer),
    stderr: "",
  };
}

interface Wanted {
  /** The path below registry.k8s.io. */
  readonly path: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

function parse(typed: string): Wanted {
  const bare = typed.replace(/^https?:\/\//, "").replace(new RegExp(`^${PUBLIC}/`), "");
  const [, path = "", tag, digest] = /^([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(bare) ?? [];
  if (path === "" || (tag === undefined && digest === undefined)) {
    throw new UserError(
      `${quoted(typed)} is no image with a tag or digest; write it as ${PUBLIC}/<name>:<tag>`,
    );
  }
  if (digest !== undefined && !digestPattern.test(digest))
    throw new UserError(`${quoted(digest)} is no digest`);
  return { path, tag, digest };
}

/** Finds what promotes an image to a path below registry.k8s.io. Throws a `UserError` if nothing does. */
function find(
  { manifests, lists }: Promotion,
  path: string,
  settings: PromotionSettings,
): { readonly manifest: PromoterManifest; readonly image: PromotedImage } {
  const paths: string[] = [];
  for (const manifest of manifests) {
    const images = lists.find(({ directory }) => directory === manifest.directory)?.images ?? [];
    for (const image of images) {
      const served = manifest.registries
        .filter(({ source }) => !source)
        .map(({ name }) => servedPath(name, image, settings));
      if (served.includes(path)) return { manifest, image };
      paths.push(...new Set(served));
    }
  }
  const near = nearest(path, paths) ?? paths.find((other) => other.endsWith(`/${path}`));
  const hint = near === undefined ? "" : `\n    did you mean ${PUBLIC}/${near}?`;
  throw new UserError(`no images.yaml promotes ${PUBLIC}/${path}${hint}`, EXIT.badData);
}

/** Returns the path of a destination's image below registry.k8s.io; for another registry, its path there. */
function servedPath(destination: string, { name }: PromotedImage, settings: PromotionSettings): string {
  const address = productionAddress(destination, settings);
  const subdirectory = address?.subdirectory ?? repositoryAt(destination).path;
  return subdirectory === "" ? name : `${subdirectory}/${name}`;
}

function notPromoted({ path, tag, digest }: Wanted, { digests }: PromotedImage): UserError {
  const what = digest === undefined ? `:${tag ?? ""}` : `@${digest}`;
  const tags = digests.flatMap((entry) => entry.tags);
  const near = tag === undefined ? undefined : nearest(tag, tags);
  const newest = tags.slice(-5).reverse().join(", ");
  const hint = near === undefined ? `there are ${newest}` : `did you mean ${near}?`;
  return new UserError(`images.yaml does not promote ${PUBLIC}/${path}${what}\n    ${hint}`, EXIT.badData);
}

async function placeOf(
  client: RegistryClient,
  kind: Place["kind"],
  address: string,
  reference: string,
  expected: string,
): Promise<Place> {
  try {
    const found = await client.digestOf(repositoryAt(address), reference);
    const state = found === undefined ? "missing" : found === expected ? "present" : "other";
    return { kind, address, state, found, problem: undefined };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { kind, address, state: "unknown", found: undefined, problem: error.message };
  }
}

/** An image missing from staging after promotion is no error: images stay there for 90 days. */
function exitCode(places: readonly Place[]): number {
  const promoted = places.filter(({ kind }) => kind !== "staging");
  if (promoted.some(({ state }) => state === "other")) return EXIT.conflict;
  if (promoted.some(({ state }) => state === "missing")) return EXIT.work;
  return promoted.some(({ state }) => state === "unknown") ? EXIT.unreachable : EXIT.done;
}
