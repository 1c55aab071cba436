import { UserError } from "../../../terminal/userError.ts";
import { hasErrors } from "../../../inventory/yaml/diagnostics.ts";
import { stagingGroup, stagingPrefix } from "../../../inventory/projects/naming.ts";
import type { Current } from "../../edits/onboarding/current.ts";
import type { Request, Step } from "../../edits/onboarding/plan.ts";
import { withAdditions, type Addition } from "../../edits/promotion/images.ts";
import { readImages } from "../../../inventory/promotion/images.ts";
import { FILES, digestPattern, imageNamePattern, tagPattern } from "../../../inventory/promotion/names.ts";
import { settingsIn } from "../../../inventory/check/promotion.ts";
import { manifestText, ownersText } from "../../../inventory/promotion/write.ts";
import { sourceOf } from "../../../inventory/yaml/source.ts";
import { counted, quoted } from "../../../terminal/wording.ts";
import { OWN_PATHS } from "../../../inventory/sources.ts";
import { onlyNew } from "../../edits/promotion/lookup.ts";

/**
 * Parses an image to promote, such as `hello/server@sha256:…:v0.1.0`. Returns the image, or a message about the
 * mistake.
 */
export function promotionIn(typed: string): Addition | string {
  const [, image = "", digest = "", tags] = /^([^@]*)@(sha256:[^:]*)(?::(.*))?$/.exec(typed) ?? [];
  if (!imageNamePattern.test(image) || !digestPattern.test(digest))
    return `--promote ${quoted(typed)} is no image with its digest; write it as <image>@sha256:<64 digits>:<tag>`;
  const list = tags === undefined ? [] : tags.split(",");
  const odd = list.find((tag) => !tagPattern.test(tag) || tag === "latest");
  if (odd === undefined) return { image, digest, tags: list };
  return `--promote ${quoted(typed)}: ${quoted(odd)} is no tag to promote`;
}

/**
 * Returns the steps that promote images of a project: its directory's three files, or only its image list if the
 * directory exists, since no change may touch both. Throws a `UserError` for a tag that would move.
 */
export function promotionSteps(
  { name, sig }: Request,
  current: Current,
  additions: readonly Addition[],
  approvers: readonly string[],
): Step[] {
  if (additions.length === 0) return [];
  const id = stagingPrefix + name;
  const [images, owners, manifest] = [
    `${OWN_PATHS.promotionFolder}/images/${id}/${FILES.images}`,
    `${OWN_PATHS.promotionFolder}/images/${id}/${FILES.owners}`,
    `${OWN_PATHS.promotionFolder}/manifests/${id}/${FILES.manifest}`,
  ];
  const text = current.text(images) ?? "";
  const read = readImages(sourceOf(images, text));
  const known = hasErrors(read.diagnostics) ? [] : read.images;
  const fresh = onlyNew(known, additions, images);
  const list: Step = {
    path: images,
    what: `${counted(fresh.length, "image")} to promote`,
    edit: (before) => withAdditions(before, fresh),
    fresh: withAdditions("", fresh) ?? "",
  };
  if (current.text(manifest) !== undefined) return fresh.length === 0 ? [] : [list];

  const { settings } = settingsIn(current.sources, current.inventory);
  if (settings === undefined)
    throw new UserError(`${OWN_PATHS.promotionFile} cannot be used: \`bin/infra check\` says why.`);
  const project = current.inventory.stagingProjects.find((other) => other.id === id);
  const source = { address: `gcr.io/${id}`, group: project?.group ?? stagingGroup(name) };
  const labels = sig === undefined ? [] : [sig.replace("-", "/")];
  const leads = approvers.length > 0 ? approvers : [`${sig ?? "sig-k8s-infra"}-leads`];
  const whole = (path: string, what: string, content: string): Step => ({
    path,
    what,
    edit: () => content,
    fresh: content,
  });
  return [
    whole(owners, `approved by ${leads.join(", ")}`, ownersText(leads, labels)),
    list,
    whole(
      manifest,
      `from ${source.address} to ${counted(settings.locations.length, "location")}`,
      manifestText(id, source, settings),
    ),
  ];
}
