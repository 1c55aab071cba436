import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ApiError } from "../gcp/apiError.ts";
import { directoryVariable } from "../store/store.ts";
import { actionOf, typeOf, type Change } from "./change.ts";
import { serviceOf } from "./serviceOf.ts";
import { setting } from "./settings.ts";

/** In milliseconds. */
const WINDOW = 60_000;

/**
 * Lets each service make so many changes a minute as `LOCALCLOUD_QUOTA` says, of all processes together; the next ones are
 * refused in Google's words (GoogleCloudPlatform/python-docs-samples#3482). Without that setting there is no quota.
 */
export function quotaFromEnvironment(): <T>(change: Change<T>) => T {
  const limit = setting("LOCALCLOUD_QUOTA");
  if (limit === undefined) return ({ make }) => make();
  const folder = join(process.env[directoryVariable] ?? "", ".work");
  return ({ method, urn, make }) => {
    const service = serviceOf(typeOf(urn));
    if (service !== undefined)
      take(join(folder, `quota-${service}`), Number(limit), service, actionOf(method, urn));
    return make();
  };
}

/**
 * Counts one change against a service's quota.
 *
 * @param record a file that keeps when changes were made, one a line; may be missing
 * @param now in milliseconds since 1970
 */
export function take(
  record: string,
  limit: number,
  service: string,
  action: string,
  now: number = Date.now(),
): void {
  const times = existsSync(record) ? readFileSync(record, "utf8").trim().split("\n").map(Number) : [];
  // What was made later than now was made before the clock was set back.
  const recent = times.filter((time) => time <= now && now - time < WINDOW);
  if (recent.length >= limit) {
    throw new ApiError({
      action,
      status: 429,
      message: `Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute' of service '${service}'`,
      reason: "rateLimitExceeded",
    });
  }
  appendFileSync(record, `${now}\n`);
}
