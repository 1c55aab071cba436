import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { directoryVariable } from "../store/store.ts";
import type { FaultKinds, Failing, Fault } from "./faultKinds.ts";
import type { Change } from "./change.ts";
import { setting } from "./settings.ts";

/** The fraction of changes that fail, once each. */
const RATE = 0.12;

/**
 * Injects faults by the seed in `LOCALCLOUD_FAULTS`; none when it is unset.
 *
 * @throws Error when the seed is not a whole number.
 */
export function faultsFromEnvironment(packageName: string, kinds: FaultKinds): <T>(change: Change<T>) => T {
  const seed = setting("LOCALCLOUD_FAULTS");
  if (seed === undefined) return ({ make }) => make();
  const record = join(process.env[directoryVariable] ?? "", ".work", `faults-${packageName}`);
  return faults(kinds.faults, seed, record);
}

/**
 * Injects faults, once per change. The seed alone determines them, whatever the order and the process of the changes.
 *
 * @param record The file that records the faults so far; may be missing.
 */
export function faults(
  possible: readonly Fault[],
  seed: string,
  record: string,
): <T>(change: Change<T>) => T {
  const met = new Set(existsSync(record) ? readFileSync(record, "utf8").split("\n") : []);
  return ({ method, urn, make }) => {
    const key = `${method} ${urn}`;
    const fault = met.has(key) ? undefined : faultFor(possible, seed, { method, urn });
    if (fault === undefined) return make();
    met.add(key);
    appendFileSync(record, `${key}\n`);
    if (fault.changed) make();
    throw fault.error({ method, urn });
  };
}

function faultFor(possible: readonly Fault[], seed: string, change: Failing): Fault | undefined {
  const digest = createHash("sha256").update(`${seed} ${change.method} ${change.urn}`).digest();
  if (digest.readUInt32BE(0) / 2 ** 32 >= RATE) return undefined;
  const here = possible.filter(({ happensTo }) => happensTo?.(change) ?? true);
  return here[digest.readUInt32BE(4) % here.length];
}
