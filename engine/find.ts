import { accessSync, constants, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { buildPulumi, builtPulumi } from "./build.ts";
import { OLDEST_VERSION, usableVersion, type PulumiCommand } from "./pulumiCommand.ts";
import { UserError } from "./userError.ts";

/** How long the npm package may take to download the CLI, in milliseconds (architecture, Engine). */
const DOWNLOAD_TIMEOUT = 20_000;

const require = createRequire(import.meta.url);
/** The pinned version of the CLI: the one that the npm package `pulumi` downloads and that engine/go.mod builds. */
export const PINNED_VERSION = (require("pulumi/package.json") as { version: string }).version;

/**
 * Finds the Pulumi CLI, in this order: `pulumi` on the PATH, one that was built before, the npm package `pulumi`
 * (which downloads it, once), or a build from its published Go module (once, minutes). Needs no network once one of
 * them has worked. `say` gets a line whenever something takes long.
 *
 * Throws a `UserError` that says what was tried when there is no way.
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

/** The npm package runs the CLI from the user's Pulumi home, where it puts it the first time. */
async function downloadPulumi(): Promise<PulumiCommand | undefined> {
  const version = await usableVersion(process.execPath, [require.resolve("pulumi/run.js")], DOWNLOAD_TIMEOUT);
  if (version === undefined) return undefined;
  const cli = require("pulumi/lib/resolve.js") as { resolve: () => Promise<string> };
  return { path: await cli.resolve(), version, hasLanguageHost: true };
}

/** A CLI that was installed has its language hosts beside it; one that `go install` built has none. */
function hasLanguageHost(path: string): boolean {
  return isExecutable(join(dirname(realpathSync(path)), "pulumi-language-nodejs"));
}

/** Executables of that name on the PATH, but for those that npm scripts put there (`node_modules/.bin`). */
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
