import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseDocument } from "yaml";
import type { DataFiles } from "../inventory/data.ts";
import { PROJECT, fromRoot } from "../inventory/root.ts";
import { writeAdoptions } from "./adoption.ts";
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
  /** Has the engine write its state at every step, as real runs do; slower. */
  readonly checkpoints?: boolean;
  /** Real provider plugins in place of localcloud's: executables by provider name. */
  readonly plugins?: Readonly<Record<string, string>>;
  /** The seed of a bad day in localcloud, a whole number. */
  readonly faults?: string | undefined;
}

/** A prepared local run: the environment and arguments with which every engine command of it starts. */
export interface LocalRun {
  readonly stack: string;
  readonly folders: ReturnType<typeof localFolders>;
  readonly pulumi: PulumiCommand;
  readonly env: Readonly<Record<string, string>>;
  /** The working copy of the stack's configuration. */
  readonly configFile: string;
  /** What the program is to adopt; see `writeAdoptions`. */
  readonly adoptFile: string;
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
  const adoptFile = join(folders.config, "adopt.json");
  writeAdoptions(adoptFile, new Map());
  writeFileSync(configFile, workingCopy(tracked, configFile, { ...options.files, adopt: adoptFile }));
  return { stack, folders, pulumi, configFile, adoptFile, env: environment(folders, options) };
}

/** The tracked configuration, with the key that the engine added to the copy before and what this run overrides. */
function workingCopy(tracked: string, copy: string, overrides: DataFiles & { adopt: string }): string {
  const config = parseDocument(readFileSync(tracked, "utf8"));
  for (const [key, value] of Object.entries({ clouds: "localcloud", ...overrides }))
    config.setIn(["config", `${PROJECT}:${key}`], value);
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
  { stack, files, checkpoints = false, faults }: LocalRunOptions,
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
    "LOCALCLOUD_FAULTS",
    "LOCALCLOUD_GROUP_DELAY",
    "LOCALCLOUD_KILL_ENGINE",
  ];
  return {
    ...Object.fromEntries(passed.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    PULUMI_HOME: folders.home,
    // Without the file of attributes beside each file: an engine that is killed while it writes that one leaves it empty,
    // and no engine reads the state any more ("failed to load checkpoint: EOF"; gocloud.dev/blob/fileblob, setAttrs).
    PULUMI_BACKEND_URL: `${pathToFileURL(folders.backend).href}?metadata=skip`,
    // Local state holds no secret; the engine insists on a passphrase all the same.
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // Our own plugin folder is the only place that plugins come from. A CLI with a language host of its own finds
    // that one beside its executable.
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    // A file backend rewrites the whole state at every step; what a killed run made can be adopted (adoption.ts).
    PULUMI_EXPERIMENTAL: "true",
    PULUMI_SKIP_CHECKPOINTS: String(!checkpoints),
    LOCALCLOUD_DIR: folders.cloud,
    ...(faults === undefined ? {} : { LOCALCLOUD_FAULTS: faults }),
    // Staging makes the groups, and leads: for every other stack they are there already.
    ...(stack === "staging" ? {} : { LOCALCLOUD_GROUPS: fromRoot(files.groupsFolder) }),
    PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
  };
}
