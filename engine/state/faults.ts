import { settings } from "../../localcloud/provider/settings.ts";
import { damageIn } from "../../localcloud/store/damage.ts";
import { UserError } from "../../terminal/userError.ts";

/** At most this many damaged objects are named. */
const NAMED = 10;

/**
 * Returns the fault injection settings of a run against localcloud, as environment variables for its plugins. Throws a
 * `UserError` for invalid settings.
 *
 * @param faults the seed of the faults; overrides the one in the environment
 */
export function faultSettings(faults: string | undefined): Readonly<Record<string, string>> {
  const asked = faults === undefined ? process.env : { ...process.env, LOCALCLOUD_FAULTS: faults };
  try {
    return settings(asked);
  } catch (error) {
    throw new UserError(`${(error as Error).message}. Nothing was changed.`);
  }
}

/** Throws a `UserError` when localcloud has objects that cannot be read: no run could tell what exists. */
export function checkCloud(stateFolder: string, cloudFolder: string): void {
  const damage = damageIn(cloudFolder);
  if (damage.length === 0) return;
  const more = damage.length > NAMED ? [`and ${damage.length - NAMED} more`] : [];
  throw new UserError(
    [
      ...damage.slice(0, NAMED),
      ...more,
      "Nothing was changed. Repair it by hand, or start over after this:",
      `    bin/infra down --state ${stateFolder}`,
    ].join("\n"),
  );
}
