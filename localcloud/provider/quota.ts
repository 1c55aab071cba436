import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { directoryVariable } from "../store/store.ts";
import type { FaultKinds } from "./faultKinds.ts";
import { typeOf } from "../../boot/urn.ts";
import type { Change } from "./change.ts";
import { setting } from "./settings.ts";

/** In milliseconds. */
const WINDOW = 60_000;

/**
 * Lets each service make at most `LOCALCLOUD_QUOTA` changes a minute, across all processes, and refuses the rest. No
 * quota applies when that is unset.
 */
export function quotaFromEnvironment({ serviceOf, overQuota }: FaultKinds): <T>(change: Change<T>) => T {
  const limit = setting("LOCALCLOUD_QUOTA");
  if (limit === undefined) return ({ make }) => make();
  const folder = join(process.env[directoryVariable] ?? "", ".work");
  return ({ method, urn, make }) => {
    const service = serviceOf(typeOf(urn));
    if (!take(join(folder, `quota-${service}`), Number(limit))) throw overQuota(service, { method, urn });
    return make();
  };
}

/**
 * Counts one change against a service's quota. Returns false, without counting the change, when the quota is exhausted.
 *
 * @param record The file that records the times of changes; may be missing.
 * @param now In milliseconds since 1970.
 */
export function take(record: string, limit: number, now: number = Date.now()): boolean {
  const times = existsSync(record) ? readFileSync(record, "utf8").trim().split("\n").map(Number) : [];
  // A time in the future was recorded before the clock was set back.
  const recent = times.filter((time) => time <= now && now - time < WINDOW);
  if (recent.length >= limit) return false;
  appendFileSync(record, `${now}\n`);
  return true;
}
