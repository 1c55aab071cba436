import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ApiError } from "../gcp/apiError.ts";
import { directoryVariable } from "../store/store.ts";
import { actionOf, type Change } from "./change.ts";
import { setting } from "./settings.ts";

/** How many of all changes meet a fault, each once. */
const RATE = 0.12;

/** What goes wrong with one change. */
interface Fault {
  /** Whether the change is made all the same: the answer is lost on its way. */
  readonly changed: boolean;
  readonly error: (action: string) => Error;
}

const refused = (status: number, message: string, reason: string): Fault => ({
  changed: false,
  error: (action) => new ApiError({ action, status, message, reason }),
});

/**
 * What is left of a bad day once the real provider has repeated the request by itself, which it does for 429, 500, 502, 503
 * and for cut connections (terraform-provider-google, google/transport/error_retry_predicates.go), until its timeout. A
 * creation that it repeats although the first one was carried out meets its own resource.
 */
const FAULTS: readonly Fault[] = [
  refused(
    429,
    "Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute'",
    "rateLimitExceeded",
  ),
  refused(500, "Internal error encountered.", "backendError"),
  refused(503, "The service is currently unavailable.", "backendError"),
  {
    changed: false,
    error: (action) => new Error(`Error ${action}: context deadline exceeded`),
  },
  {
    changed: true,
    error: (action) => new Error(`Error ${action}: read tcp: connection reset by peer`),
  },
  {
    changed: true,
    error: (action) =>
      new ApiError({
        action,
        status: 409,
        message: "Requested entity already exists",
        reason: "alreadyExists",
      }),
  },
];

/** Lets changes go wrong by the seed in the environment. Throws for a seed that is no whole number. */
export function faultsFromEnvironment(packageName: string): <T>(change: Change<T>) => T {
  const seed = setting("LOCALCLOUD_FAULTS");
  if (seed === undefined) return ({ make }) => make();
  return faults(seed, join(process.env[directoryVariable] ?? "", ".work", `faults-${packageName}`));
}

/**
 * Lets changes go wrong: the same ones for the same seed, in whatever order they come and by whatever process, and each once.
 *
 * @param record a file that keeps what went wrong so far; may be missing
 */
export function faults(seed: string, record: string): <T>(change: Change<T>) => T {
  const met = new Set(existsSync(record) ? readFileSync(record, "utf8").split("\n") : []);
  return ({ method, urn, make }) => {
    const key = `${method} ${urn}`;
    const fault = met.has(key) ? undefined : faultFor(seed, method, key);
    if (fault === undefined) return make();
    met.add(key);
    appendFileSync(record, `${key}\n`);
    if (fault.changed) make();
    throw fault.error(actionOf(method, urn));
  };
}

function faultFor(seed: string, method: string, key: string): Fault | undefined {
  const digest = createHash("sha256").update(`${seed} ${key}`).digest();
  if (digest.readUInt32BE(0) / 2 ** 32 >= RATE) return undefined;
  // Only a creation can meet its own resource.
  const possible = method === "create" ? FAULTS : FAULTS.slice(0, -1);
  return possible[digest.readUInt32BE(4) % possible.length];
}
