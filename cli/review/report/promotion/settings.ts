import { promotionFile, sharedFile } from "../../../../inventory/promotion/settingsSchema.ts";
import { listed } from "../../../../terminal/wording.ts";
import type { Level, Reason } from "../schema.ts";

/** The content of a file on both sides of a change, as parsed; undefined where there is none. */
export interface Content {
  readonly before: unknown;
  readonly after: unknown;
}

/** Derives risks from what promotion is held to; a side that is invalid counts as empty. */
export function fromPromotionFile({ before, after }: Content): Reason[] {
  const former = promotionFile.safeParse(before).data;
  const present = promotionFile.safeParse(after).data;
  if (present === undefined) return [];
  const promoter = former !== undefined && former.promoter !== present.promoter;
  const repository = (of: typeof present) => `${of.project}/${of.repository}`;
  const moved = former !== undefined && repository(former) !== repository(present);
  const gone = (former?.locations ?? []).filter((location) => !present.locations.includes(location));
  const come = present.locations.filter((location) => !former?.locations.includes(location));
  return [
    ...fromExceptions(former?.exceptions ?? {}, present.exceptions),
    ...(promoter ? [reason("high", `Images are promoted by another account now: ${present.promoter}.`)] : []),
    ...(moved
      ? [reason("high", `Images are promoted to another repository now: ${repository(present)}.`)]
      : []),
    ...(gone.length > 0 ? [reason("high", `Images are no longer promoted to ${listed(gone)}.`)] : []),
    ...(come.length > 0 ? [reason("medium", `Images are promoted to ${listed(come)}, too.`)] : []),
  ];
}

type Exceptions = Readonly<Record<string, { readonly subdirectories: readonly string[] }>>;

/** A directory without exception writes below its own name only. */
function fromExceptions(former: Exceptions, present: Exceptions): Reason[] {
  const directories = [...new Set([...Object.keys(former), ...Object.keys(present)])];
  return directories.flatMap((directory) => {
    const [before, after] = [former, present].map((of) =>
      Object.hasOwn(of, directory) ? of[directory]!.subdirectories : [],
    ) as [readonly string[], readonly string[]];
    const gained = after.filter((path) => !before.includes(path));
    const lost = before.filter((path) => !after.includes(path));
    return [
      ...(gained.length > 0 ? [reason("high", `${directory} may now write to ${places(gained)}.`)] : []),
      ...(lost.length > 0 ? [reason("low", `${directory} may no longer write to ${places(lost)}.`)] : []),
    ];
  });
}

function places(subdirectories: readonly string[]): string {
  const named = subdirectories.map((path) =>
    path === "." ? "the root of registry.k8s.io" : `registry.k8s.io/${path}`,
  );
  return listed(named).replace(/, (?=[^,]*$)/, " and ");
}

/** Derives risks from who writes the shared staging project, whose repositories images are promoted from. */
export function fromSharedFile({ before, after }: Content): Reason[] {
  const former = sharedFile.safeParse(before).data?.registries ?? {};
  const present = sharedFile.safeParse(after).data?.registries ?? {};
  const all = [...new Set([...Object.keys(former), ...Object.keys(present)])];
  return all.flatMap((name): Reason[] => {
    const [old, now] = [former, present].map((of) => (Object.hasOwn(of, name) ? of[name]!.group : undefined));
    const repository = `k8s-staging-images/${name}`;
    if (old === now) return [];
    if (now === undefined)
      return [reason("medium", `${repository} leaves: nothing can be promoted from it any more.`)];
    if (old === undefined) return [reason("low", `${now} can push images to the new ${repository}.`)];
    return [reason("medium", `${now} can push images to ${repository}, in place of ${old}.`)];
  });
}

function reason(level: Level, text: string): Reason {
  return { level, text };
}
