import { join } from "node:path";
import { EXIT, UserError } from "../../terminal/userError.ts";
import { OWN_DATA, loadData, type Data, type DataFiles } from "../data.ts";
import type { Diagnostic } from "../yaml/diagnostics.ts";
import { hasErrors, inReadingOrder } from "../yaml/diagnostics.ts";
import { checkExpiries } from "./expiry.ts";
import { formatDiagnostics } from "../yaml/format.ts";
import { overlaid } from "../yaml/overlay.ts";
import { loadPromotion } from "../promotion/load.ts";
import { PROMOTION_FILE, SHARED_FILE, loadSettings } from "../promotion/settings.ts";
import { promotionFolder, withEdits } from "../yaml/promotionTree.ts";
import { PROMOTION_FOLDER } from "./promotionFiles.ts";
import { checkArrival } from "./promotion.ts";
import { checkStackGroups } from "./stackGroups.ts";
import type { Edits } from "../../cli/edits/apply/files.ts";

/**
 * Checks a change of a checkout's data as `infra check` would after it on a day, as `YYYY-MM-DD`. Returns the
 * changed data and the warnings; throws a `UserError` for any error.
 */
export function verified(
  root: string,
  edits: Edits,
  day: string,
): { data: Data; warnings: readonly Diagnostic[] } {
  const storage = overlaid(new Map([...edits].map(([path, text]) => [join(root, path), text])));
  const { data, diagnostics } = loadData(dataIn(root), OWN_DATA, storage);
  const found = data === undefined ? diagnostics : [...diagnostics, ...besides(root, edits, data, day)];
  if (data === undefined || hasErrors(found)) {
    throw new UserError(`${formatDiagnostics(inReadingOrder(found))}Nothing was written.`, EXIT.badData);
  }
  return { data, warnings: inReadingOrder(found) };
}

/** The paths of a checkout's data. */
export function dataIn(root: string): DataFiles {
  return {
    infraFile: join(root, OWN_DATA.infraFile),
    groupsFolder: join(root, OWN_DATA.groupsFolder),
    registryFolder: join(root, OWN_DATA.registryFolder),
  };
}

/** The other checks of `infra check`: expired exceptions, the groups of the stacks, what is promoted. */
function besides(root: string, edits: Edits, data: Data, day: string): Diagnostic[] {
  const settingsFile = (file: string) => ({ path: join(root, file), shown: file });
  const { settings, diagnostics } = loadSettings(data.inventory, {
    promotion: settingsFile(PROMOTION_FILE),
    shared: settingsFile(SHARED_FILE),
  });
  const found = [...checkExpiries(data, day), ...checkStackGroups(data.groups, root), ...diagnostics];
  if (settings === undefined) return found;
  const inTree = [...edits].flatMap(([path, text]): [string, string | undefined][] =>
    path.startsWith(`${PROMOTION_FOLDER}/`) ? [[path.slice(PROMOTION_FOLDER.length + 1), text]] : [],
  );
  const tree = promotionFolder(join(root, PROMOTION_FOLDER), PROMOTION_FOLDER);
  const { promotion, diagnostics: inPromotion } = loadPromotion(withEdits(tree, new Map(inTree)), settings);
  return [...found, ...inPromotion, ...checkArrival(promotion, settings, data.registry)];
}
