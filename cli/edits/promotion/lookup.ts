import { EXIT, UserError } from "../../../terminal/userError.ts";
import type { Addition } from "./images.ts";
import {
  digestPattern,
  imageNamePattern,
  shortDigest,
  tagPattern,
} from "../../../inventory/promotion/names.ts";
import type { PromotedImage } from "../../../inventory/promotion/types.ts";
import { quoted } from "../../../terminal/wording.ts";
import { repositoryAt } from "../../clients/oci/address.ts";
import type { RegistryClient } from "../../clients/oci/client.ts";
import { RegistryError } from "../../clients/oci/errors.ts";

/** A requested image: `name`, `name:tag`, `name:tag,tag` or `name@sha256:…`, or both. */
export interface Wanted {
  readonly image: string;
  readonly tags: readonly string[];
  readonly digest: string | undefined;
}

/** Parses a requested image. Throws a `UserError` if it is invalid. */
export function wantedIn(typed: string): Wanted {
  const [, image = "", tags, digest] = /^([^:@]+)(?::([^@]*))?(?:@(.+))?$/.exec(typed) ?? [];
  const list = tags?.split(",") ?? [];
  if (!imageNamePattern.test(image)) throw wrong(`${quoted(typed)} is no image; write it as name:tag`);
  const odd = list.find((tag) => !tagPattern.test(tag));
  if (odd !== undefined) throw wrong(`${quoted(odd)} is no tag`);
  // Like kpromo: "latest" would have to move (promo-tools, `GrowOptions.Validate`).
  if (list.includes("latest")) throw wrong("the tag latest is not promoted: a promoted tag never moves");
  if (digest !== undefined && !digestPattern.test(digest)) throw wrong(`${quoted(digest)} is no digest`);
  return { image, tags: list, digest };
}

function wrong(message: string): UserError {
  return new UserError(message, EXIT.failed);
}

/** What was found in the staging repository, and why anything was not. */
export interface Found {
  readonly additions: readonly Addition[];
  readonly problems: readonly string[];
}

/** The maximum number of tags in a message. */
const maxNamed = 8;

/** Looks up all images concurrently. Throws a `UserError` for registry failures. */
export async function lookUp(
  client: RegistryClient,
  source: string,
  wanted: readonly Wanted[],
): Promise<Found> {
  try {
    const found = await Promise.all(wanted.map((one) => lookUpOne(client, source, one)));
    return {
      additions: found.flatMap(({ additions }) => additions),
      problems: found.flatMap(({ problems }) => problems),
    };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    throw new UserError(`${error.message}\nNothing was written.`, EXIT.unreachable);
  }
}

async function lookUpOne(
  client: RegistryClient,
  source: string,
  { image, tags, digest }: Wanted,
): Promise<Found> {
  const repository = repositoryAt(`${source}/${image}`);
  if (digest !== undefined) {
    const there = (await client.digestOf(repository, digest)) !== undefined;
    if (there) return { additions: [{ image, digest, tags }], problems: [] };
    return { additions: [], problems: [`${source}/${image} has no ${shortDigest(digest)}`] };
  }
  const digests = await Promise.all(tags.map((tag) => client.digestOf(repository, tag)));
  const additions = tags.flatMap((tag, index): Addition[] => {
    const found = digests[index];
    return found === undefined ? [] : [{ image, digest: found, tags: [tag] }];
  });
  const missing = tags.filter((_, index) => digests[index] === undefined);
  if (missing.length === 0 && tags.length > 0) return { additions, problems: [] };
  const listing = await client.tags(repository);
  const known = [...(listing?.tags ?? [])].sort().reverse();
  const shown = known.slice(0, maxNamed).join(", ");
  const there =
    known.length === 0
      ? "there is no such image, or nothing in it"
      : `there are ${shown}${known.length > maxNamed ? ", …" : ""}`;
  if (tags.length === 0) return { additions, problems: [`${image}: name the tags to promote; ${there}`] };
  return { additions, problems: missing.map((tag) => `${source}/${image} has no tag ${tag}; ${there}`) };
}

/**
 * Returns the additions that are new. Throws a `UserError` for a tag that belongs to another digest, since a promoted
 * tag never moves.
 */
export function onlyNew(
  images: readonly PromotedImage[],
  additions: readonly Addition[],
  file: string,
): Addition[] {
  const moved: string[] = [];
  const fresh = additions.flatMap((addition): Addition[] => {
    const digests = images.filter(({ name }) => name === addition.image).flatMap((image) => image.digests);
    for (const tag of addition.tags) {
      const holder = digests.find((entry) => entry.tags.includes(tag) && entry.digest !== addition.digest);
      if (holder === undefined) continue;
      moved.push(
        `${file}:${holder.line}: ${addition.image}:${tag} is ${shortDigest(holder.digest)}, and ${shortDigest(addition.digest)} in staging; a promoted tag never moves`,
      );
    }
    const entry = digests.find(({ digest }) => digest === addition.digest);
    const tags = addition.tags.filter((tag) => !entry?.tags.includes(tag));
    return entry !== undefined && tags.length === 0 ? [] : [{ ...addition, tags }];
  });
  if (moved.length > 0) throw new UserError(`${moved.join("\n")}\nNothing was written.`, EXIT.conflict);
  return fresh;
}
