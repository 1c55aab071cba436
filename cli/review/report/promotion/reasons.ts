import { counted, listed } from "../../../../terminal/wording.ts";
import type { Level, Reason } from "../schema.ts";
import { imageWords, pathWords } from "./words.ts";
import type { ImageOperation, PromotionChange } from "./schema.ts";

/** Derives risks from promotion. What is published stays for good, and others rely on where it is from. */
export function fromPromotion(changes: readonly PromotionChange[]): Reason[] {
  return changes.flatMap((change) => [
    ...fromPaths(change),
    ...fromSources(change),
    ...fromImages(change),
    ...fromLocations(change),
    ...fromAccounts(change),
    ...fromProvenance(change),
  ]);
}

/** Everybody's images are below the root: whoever writes there can take any name. */
function fromPaths({ directory, presence, paths: { gained, lost } }: PromotionChange): Reason[] {
  const [root, others] = [gained.filter(isRoot), gained.filter((path) => !isRoot(path))];
  return [
    ...(root.length > 0 ? [reason("high", `${directory} writes to the root of registry.k8s.io now.`)] : []),
    ...(others.length > 0 && presence !== "new"
      ? [reason("high", `${directory} promotes to another path now: ${pathWords(others)}.`)]
      : []),
    ...(lost.length > 0 && presence !== "gone"
      ? [reason("medium", `${directory} no longer promotes to ${pathWords(lost)}; what is there stays.`)]
      : []),
  ];
}

function isRoot(path: string): boolean {
  return !path.includes("/");
}

function fromSources({ directory, presence, sources: { gained, lost } }: PromotionChange): Reason[] {
  if (gained.length === 0) return [];
  const from = listed(gained, 3);
  if (presence === "new") return [reason("medium", `${directory} begins to promote, from ${from}.`)];
  const former = lost.length === 0 ? "" : `, in place of ${listed(lost, 3)}`;
  return [reason("high", `${directory} promotes from another repository now: ${from}${former}.`)];
}

function fromImages(change: PromotionChange): Reason[] {
  const { directory, presence, images, locations } = change;
  const of = (...operations: ImageOperation[]) =>
    images.filter(({ operation }) => operations.includes(operation));
  const [added, gone] = [of("publish", "tag"), of("remove", "untag")];
  const places = counted(locations, "location");
  const leaves = `${directory} leaves: nothing of it is promoted any more; what was promoted stays.`;
  return [
    ...(added.length > 0
      ? [reason("medium", `${directory} publishes ${imageWords(added)} to ${places}, for good.`)]
      : []),
    ...(presence === "gone" ? [reason("medium", leaves)] : []),
    ...(gone.length > 0 && presence !== "gone"
      ? [reason("medium", `${directory} no longer lists ${imageWords(gone)}; what was promoted stays.`)]
      : []),
  ];
}

/** Where the paths stay the same, the locations differ. */
function fromLocations({ directory, presence, destinations, paths }: PromotionChange): Reason[] {
  if (presence !== "changed" || paths.gained.length + paths.lost.length > 0) return [];
  const { gained, lost } = destinations;
  return [
    ...(gained.length > 0 ? [reason("medium", `${directory} promotes to ${listed(gained, 3)}, too.`)] : []),
    ...(lost.length > 0
      ? [reason("high", `${directory} no longer promotes to ${listed(lost, 3)}: clients there get no image.`)]
      : []),
  ];
}

function fromAccounts({ directory, presence, accounts: { gained } }: PromotionChange): Reason[] {
  if (gained.length === 0 || presence === "new") return [];
  return [reason("high", `${directory} is promoted by another account now: ${listed(gained, 3)}.`)];
}

function fromProvenance({ directory, presence, provenance }: PromotionChange): Reason[] {
  if (provenance === undefined || presence === "new") return [];
  return provenance.after === ""
    ? [reason("high", `${directory} promotes images whoever built them: its provenance policy is gone.`)]
    : [reason("medium", `Whose builds ${directory} promotes changes.`)];
}

function reason(level: Level, text: string): Reason {
  return { level, text };
}
