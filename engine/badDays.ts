import { settings } from "../localcloud/provider/settings.ts";
import { damageIn } from "../localcloud/store/damage.ts";
import { UserError } from "./userError.ts";

/** So many damaged objects at most are named. */
const NAMED = 10;

/**
 * The bad day that a run asks of localcloud, as the environment of its plugins. Throws a `UserError` for one that there is not.
 *
 * @param faults the seed of what goes wrong, in place of the environment's
 */
export function badDay(faults: string | undefined): Readonly<Record<string, string>> {
  const asked = faults === undefined ? process.env : { ...process.env, LOCALCLOUD_FAULTS: faults };
  try {
    return settings(asked);
  } catch (error) {
    throw new UserError(`${(error as Error).message}. Nothing was changed.`);
  }
}

/** Throws a `UserError` for a localcloud with objects that cannot be read: no run could tell what exists. */
export function checkCloud(stateFolder: string, cloudFolder: string): void {
  const damage = damageIn(cloudFolder);
  if (damage.length === 0) return;
  const more = damage.length > NAMED ? [`and ${damage.length - NAMED} more`] : [];
  throw new UserError(
    [
      ...damage.slice(0, NAMED),
      ...more,
      "Nothing was changed. Mend it by hand, or begin anew after this:",
      `    bin/infra down --state ${stateFolder}`,
    ].join("\n"),
  );
}
