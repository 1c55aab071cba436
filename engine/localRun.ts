import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseDocument } from "yaml";
import type { DataFiles } from "../inventory/data.ts";
import { PROJECT, fromRoot } from "../inventory/root.ts";
import { installPlugins } from "./plugins.ts";
import type { PulumiCommand } from "./pulumiCommand.ts";
import { localFolders } from "./stateFolder.ts";
import { UserError } from "./userError.ts";

/** What one local run is about. */
export interface LocalRunOptions {
  readonly stack: string;
  /** The folder that holds all state of local runs; see `localFolders`. */
  readonly stateFolder: string;
  readonly files: DataFiles;
  /** Real provider plugins in place of localcloud's: executables by provider name. */
  readonly plugins?: Readonly<Record<string, string>>;
}

/** A prepared local run: the environment and arguments with which every engine command of it starts. */
export interface LocalRun {
  readonly stack: string;
  readonly folders: ReturnType<typeof localFolders>;
  readonly pulumi: PulumiCommand;
  readonly env: Readonly<Record<string, string>>;
  /** The working copy of the stack's configuration. */
  readonly configFile: string;
}

/** Throws a `UserError` for a stack that has no configuration file, or a malformed one. */
export function checkStack(stack: string): void {
  const name = `Pulumi.${stack}.yaml`;
  // A stack is a name: anything else could lead to another folder.
  if (!/^[\w.-]+$/.test(stack) || !existsSync(fromRoot(name))) {
    throw new UserError(
      `There is no stack "${stack}": ${name} does not exist. The stacks: ${stacks().join(", ")}.`,
    );
  }
  const [error] = parseDocument(readFileSync(fromRoot(name), "utf8")).errors;
  if (error) throw new UserError(`${name} is not valid YAML: ${error.message.trim()}`);
}

/** The stacks that have a configuration file. */
function stacks(): string[] {
  return readdirSync(fromRoot(".")).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
}

/**
 * Lays out a local run in its opened state folder: plugins, and working copies of the project's configuration. Starts
 * nothing.
 */
export async function prepareLocalRun(options: LocalRunOptions, pulumi: PulumiCommand): Promise<LocalRun> {
  const { stack, stateFolder } = options;
  const folders = localFolders(stateFolder);
  const tracked = fromRoot(`Pulumi.${stack}.yaml`);
  const configFile = join(folders.config, `Pulumi.${stack}.yaml`);
  await installPlugins(folders.plugins, !pulumi.hasLanguageHost, options.plugins ?? {});
  copyFileSync(fromRoot("Pulumi.yaml"), join(folders.config, "Pulumi.yaml"));
  writeFileSync(configFile, workingCopy(tracked, configFile, options.files));
  return { stack, folders, pulumi, configFile, env: environment(folders, options) };
}

/** The tracked configuration, with the key that the engine added to the copy before and what this run overrides. */
function workingCopy(tracked: string, copy: string, files: DataFiles): string {
  const config = parseDocument(readFileSync(tracked, "utf8"));
  config.setIn(["config", `${PROJECT}:clouds`], "localcloud");
  for (const [key, path] of Object.entries(files)) config.setIn(["config", `${PROJECT}:${key}`], path);
  config.delete("secretsprovider");
  config.delete("encryptedkey");
  if (existsSync(copy)) {
    const salt: unknown = parseDocument(readFileSync(copy, "utf8")).get("encryptionsalt");
    if (typeof salt === "string") config.set("encryptionsalt", salt);
  }
  return String(config);
}

/** Only what the engine and Node.js need to run: no cloud credential of the user's passes. */
function environment(
  folders: LocalRun["folders"],
  { stack, files }: Pick<LocalRunOptions, "stack" | "files">,
): Record<string, string> {
  const passed = [
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "TMPDIR",
    "LANG",
    "LC_ALL",
    "TZ",
    "LOCALCLOUD_GROUP_DELAY",
  ];
  return {
    ...Object.fromEntries(passed.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    PULUMI_HOME: folders.home,
    PULUMI_BACKEND_URL: pathToFileURL(folders.backend).href,
    // Local state holds no secret; the engine insists on a passphrase all the same.
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // Our own plugin folder is the only place that plugins come from. A CLI with a language host of its own finds
    // that one beside its executable.
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    // A file backend rewrites the whole state at every step; localcloud can be started over (architecture, Cost).
    PULUMI_EXPERIMENTAL: "true",
    PULUMI_SKIP_CHECKPOINTS: "true",
    LOCALCLOUD_DIR: folders.cloud,
    // Staging makes the groups, and leads: for every other stack they are there already.
    ...(stack === "staging" ? {} : { LOCALCLOUD_GROUPS: fromRoot(files.groupsFolder) }),
    PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
  };
}
