import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** A usable Pulumi CLI. */
export interface PulumiCommand {
  /** The executable's absolute path. */
  readonly path: string;
  /** Without the leading `v`. */
  readonly version: string;
  /** False for a CLI built by engine/pulumi/find.ts: it has no Node.js language host beside it, so ours is used. */
  readonly hasLanguageHost: boolean;
}

/** The oldest CLI that the runner and the language host were tested with (architecture, Engine). */
export const OLDEST_VERSION = "3.212.0";

/**
 * Asks an executable for its version, and returns it without the leading `v`. Returns undefined when the executable
 * does not run, prints no version, or is older than `OLDEST_VERSION`. `timeout` is in milliseconds.
 */
export async function usableVersion(
  path: string,
  args: readonly string[] = [],
  timeout = 20_000,
): Promise<string | undefined> {
  try {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const { stdout } = await promisify(execFile)(path, [...args, "version"], { timeout, env });
    const version = /^v?(\d+\.\d+\.\d+)/.exec(stdout.trim())?.[1];
    return version !== undefined && isAtLeast(version, OLDEST_VERSION) ? version : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a `major.minor.patch` version is `oldest` or later. */
export function isAtLeast(version: string, oldest: string): boolean {
  return version.localeCompare(oldest, "en", { numeric: true }) >= 0;
}
