import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseDocument, type Document } from "yaml";
import type { DataFiles } from "../../inventory/sources.ts";
import { PROJECT, fromRoot } from "../../boot/root.ts";
import { existingAlready, writeAdoptions } from "./adoption.ts";
import { faultSettings } from "../state/faults.ts";
import { onDiskError } from "../operation/diskFull.ts";
import { writePart } from "./part.ts";
import { findPulumi } from "../pulumi/find.ts";
import { nothingApplied, readApplied, writeApplied } from "./applied.ts";
import { clearPendingOperations, initStack } from "../operation/operation.ts";
import { installPlugins } from "../pulumi/plugins.ts";
import type { PulumiCommand } from "../pulumi/pulumiCommand.ts";
import type { RunContext } from "../pulumi/runContext.ts";
import { readUnfinished, writeUnfinished } from "./unfinished.ts";
import { localFolders, openStateFolder } from "../state/stateFolder.ts";
import { putBackState, readState, stateDigest } from "../state/stateFile.ts";
import { writeConfiguration } from "./configuration.ts";
import type { Workspace, WorkspaceOptions } from "./workspace.ts";

/** What it takes to run an engine against localcloud. */
export interface LocalRunOptions extends Pick<
  WorkspaceOptions,
  "stack" | "stateFolder" | "checkpoints" | "plugins" | "faults"
> {
  readonly files: DataFiles;
}

/** Opens a stack of localcloud, which is kept in the state folder that this run locks. Throws as `openWorkspace`. */
export async function openLocalcloud(
  options: WorkspaceOptions,
  say: (line: string) => void,
): Promise<Workspace> {
  const { stack, stateFolder } = options;
  if (options.files === "applied" && !existsSync(stateFolder)) throw nothingApplied(stack);
  const close = openStateFolder(stateFolder, say);
  try {
    const folders = localFolders(stateFolder);
    const applied = readApplied(folders.applied, stack);
    const files = options.files === "applied" ? applied?.files : options.files;
    if (files === undefined) throw nothingApplied(stack);
    const run = await prepareLocalRun({ ...options, files }, await findPulumi(say));
    const stateFile = join(folders.backend, ".pulumi", "stacks", PROJECT, `${stack}.json`);
    const hasState = existsSync(stateFile);
    if (!hasState) {
      if (options.files === "applied") throw nothingApplied(stack);
      await initStack(run);
    }
    const { state, unfinished } = await lookAt(run, stateFile, folders.records, say);
    return {
      run,
      state: hasState ? state : undefined,
      applied,
      unfinished,
      existing: (changed, importIds) => existingAlready(folders.cloud, changed, importIds),
      begin: (begun) =>
        writeUnfinished(folders.records, stack, { since: new Date().toISOString(), ...begun }),
      end: (described, from) => {
        writeUnfinished(folders.records, stack, undefined);
        const left = stateDigest(readFileSync(stateFile, "utf8"));
        writeApplied(folders.applied, stack, from, { ...described, state: left });
        return Promise.resolve();
      },
      close,
    };
  } catch (error) {
    close();
    throw onDiskError(error);
  }
}

/**
 * Returns the state, and what the previous run left unfinished. Replaces a state that it truncated by the backup. Moves
 * creations that were pending when an engine was killed from the state into the record, since the engine would warn of
 * them on every run.
 */
async function lookAt(
  run: RunContext,
  stateFile: string,
  records: string,
  say: (line: string) => void,
): Promise<Pick<Workspace, "state" | "unfinished">> {
  const recorded = readUnfinished(records, run.stack);
  if (!existsSync(stateFile)) return { state: undefined, unfinished: recorded };
  if (recorded !== undefined && putBackState(stateFile))
    say(`${run.stack}: the last run left a truncated state; the previous one was restored`);
  const state = readState(stateFile, run);
  if (state.pending.length === 0) return { state, unfinished: recorded };
  const { since = new Date().toISOString(), creating = [] } = recorded ?? {};
  const unfinished = { ...recorded, since, creating: [...new Set([...creating, ...state.pending])] };
  writeUnfinished(records, run.stack, unfinished);
  await clearPendingOperations(run);
  return { state, unfinished };
}

/**
 * Prepares a run against localcloud in its opened state folder: installs plugins and writes working copies of the
 * project's configuration. Starts no process.
 */
export async function prepareLocalRun(options: LocalRunOptions, pulumi: PulumiCommand): Promise<RunContext> {
  const { stack, stateFolder } = options;
  const folders = localFolders(stateFolder);
  const configFile = join(folders.config, `Pulumi.${stack}.yaml`);
  await installPlugins(folders.plugins, !pulumi.hasLanguageHost, options.plugins ?? {});
  copyFileSync(fromRoot("Pulumi.yaml"), join(folders.config, "Pulumi.yaml"));
  const adoptFile = join(folders.config, "adopt.json");
  writeAdoptions(adoptFile, new Map());
  const partFile = join(folders.config, "part.json");
  writePart(partFile, undefined);
  const overrides = { clouds: "localcloud", ...options.files, adopt: adoptFile, part: partFile };
  writeConfiguration(stack, configFile, overrides, withLocalKey(configFile));
  const env = environment(folders, options);
  return { stack, clouds: "localcloud", folders, pulumi, configFile, adoptFile, partFile, env };
}

/** Replaces the encryption key of the real state by the one that the engine added to the earlier working copy. */
function withLocalKey(copy: string): (config: Document) => void {
  const salt: unknown = existsSync(copy)
    ? parseDocument(readFileSync(copy, "utf8")).get("encryptionsalt")
    : undefined;
  return (config) => {
    for (const key of ["secretsprovider", "encryptedkey", "encryptionsalt"]) config.delete(key);
    if (typeof salt === "string") config.set("encryptionsalt", salt);
  };
}

/** Passes on only what the engine and Node.js need to run, and no cloud credentials of the user. */
function environment(
  folders: ReturnType<typeof localFolders>,
  { stack, files, checkpoints = false, faults }: LocalRunOptions,
): Record<string, string> {
  const passed = ["PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "LANG", "LC_ALL", "TZ"];
  return {
    ...Object.fromEntries(passed.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    PULUMI_HOME: folders.home,
    // Without metadata files: an engine killed while writing one leaves it empty, and no engine can read the state any
    // more ("failed to load checkpoint: EOF"; gocloud.dev/blob/fileblob, setAttrs).
    PULUMI_BACKEND_URL: `${pathToFileURL(folders.backend).href}?metadata=skip`,
    // Local state holds no secrets, but the engine requires a passphrase.
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // Load plugins from our own folder only. A CLI that has its own language host still finds it beside its executable.
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    // A file backend rewrites the whole state at every step; what a killed run created can be adopted (adoption.ts).
    PULUMI_EXPERIMENTAL: "true",
    PULUMI_SKIP_CHECKPOINTS: String(!checkpoints),
    LOCALCLOUD_DIR: folders.cloud,
    ...faultSettings(faults),
    // Staging creates the groups, and goes first: for every other stack they already exist.
    ...(stack === "staging" ? {} : { LOCALCLOUD_GROUPS: fromRoot(files.groupsFolder) }),
    PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
  };
}
