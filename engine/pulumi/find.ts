import { accessSync, constants, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { buildPulumi, builtPulumi } from "./build.ts";
import { OLDEST_VERSION, usableVersion, type PulumiCommand } from "./pulumiCommand.ts";
import { UserError } from "../../terminal/userError.ts";

/** Time limit for the npm package to download the CLI, in milliseconds (architecture, Engine). */
const DOWNLOAD_TIMEOUT = 20_000;

const require = createRequire(import.meta.url);
/** The pinned version of the CLI: the one that the npm package `pulumi` downloads and that engine/go.mod builds. */
export const PINNED_VERSION = (require("pulumi/package.json") as { version: string }).version;

/**
 * Finds the Pulumi CLI, in this order: `pulumi` on the PATH, a CLI built earlier, the npm package `pulumi` (which
 * downloads the CLI, once), or a build of its published Go module (once, takes minutes). Needs no network once one of
 * them has worked. Calls `say` with a line before a slow step.
 *
 * Throws a `UserError` that lists what was tried when no CLI can be found.
 */
export async function findPulumi(say: (line: string) => void): Promise<PulumiCommand> {
  for (const path of onPath("pulumi")) {
    const version = await usableVersion(path);
    if (version !== undefined) return { path, version, hasLanguageHost: hasLanguageHost(path) };
  }
  const built = builtPulumi(PINNED_VERSION);
  if ((await usableVersion(built)) !== undefined) return ownHost(built);
  const downloaded = await downloadPulumi();
  if (downloaded !== undefined) return downloaded;
  const failure = await buildPulumi(PINNED_VERSION, say);
  if (failure === undefined) return ownHost(built);
  throw new UserError(
    `No Pulumi CLI to run: there is no pulumi ${OLDEST_VERSION} or later on the PATH, ` +
      `pulumi ${PINNED_VERSION} cannot be downloaded, and it cannot be built here: ${failure}\n` +
      "Install Pulumi (https://www.pulumi.com/docs/iac/download-install/) or Go (https://go.dev/dl/) and run this again.",
  );
}

function ownHost(path: string): PulumiCommand {
  return { path, version: PINNED_VERSION, hasLanguageHost: false };
}

/** The npm package downloads the CLI into the user's Pulumi home on first use, and runs it from there. */
async function downloadPulumi(): Promise<PulumiCommand | undefined> {
  const version = await usableVersion(process.execPath, [require.resolve("pulumi/run.js")], DOWNLOAD_TIMEOUT);
  if (version === undefined) return undefined;
  const cli = require("pulumi/lib/resolve.js") as { resolve: () => Promise<string> };
  return { path: await cli.resolve(), version, hasLanguageHost: true };
}

/** An installed CLI has its language hosts beside it; one built by `go install` has none. */
function hasLanguageHost(path: string): boolean {
  return isExecutable(join(dirname(realpathSync(path)), "pulumi-language-nodejs"));
}

/** Returns the executables of that name on the PATH, except those that npm scripts put there (`node_modules/.bin`). */
function onPath(name: string): string[] {
  const folders = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"));
  return folders
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .filter(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
