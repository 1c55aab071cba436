import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Document } from "yaml";
import type { DataFiles } from "../../inventory/sources.ts";
import { PROJECT, fromRoot } from "../../boot/root.ts";
import { writeAdoptions } from "./adoption.ts";
import { writePart } from "./part.ts";
import { findPulumi } from "../pulumi/find.ts";
import { nothingApplied, type Applied } from "./applied.ts";
import { clearPendingOperations, exportState } from "../operation/operation.ts";
import { installLanguageHost } from "../pulumi/plugins.ts";
import type { RunContext } from "../pulumi/runContext.ts";
import { factsOf, type StateFacts } from "../state/stateFile.ts";
import type { State } from "../state/stateFormat.ts";
import { readTag, writeTag } from "./stackTags.ts";
import { localFolders, openStateFolder } from "../state/stateFolder.ts";
import { UserError } from "../../terminal/userError.ts";
import { writeConfiguration } from "./configuration.ts";
import type { Workspace, WorkspaceOptions } from "./workspace.ts";

/** The stack tag for what was last applied: revision, digest of the data, digest of the program. */
const TAG = "applied";

/** The parts of an exported state read here (pulumi/pulumi sdk/go/common/apitype, UntypedDeployment, DeploymentV3). */
interface Exported {
  readonly deployment: {
    readonly resources?: State["resources"];
    readonly pending_operations?: State["pending_operations"];
  };
}

/**
 * Opens a stack of the real clouds, with the backend, plugins and credentials that `pulumi` itself would take from the
 * environment. The backend keeps everything between runs: the state, and as a stack tag what it was applied from. The
 * state folder is only scratch space. Throws as `openWorkspace` does.
 */
export async function openReal(options: WorkspaceOptions, say: (line: string) => void): Promise<Workspace> {
  const { stack, stateFolder } = options;
  const close = openStateFolder(stateFolder, say);
  try {
    const run = await prepareRun(stack, localFolders(stateFolder), say);
    const state = await stateOf(run);
    const applied = await readApplied(run, options, join(stateFolder, "applied"), say);
    const files = options.files === "applied" ? applied?.files : options.files;
    if (files === undefined) throw nothingApplied(stack);
    const edit = options.files === "applied" ? onlyLooking : undefined;
    writeConfiguration(stack, run.configFile, { ...files, adopt: run.adoptFile, part: run.partFile }, edit);
    return {
      run,
      state: state.resources === 0 ? undefined : state,
      applied,
      unfinished: state.pending.length === 0 ? undefined : { creating: state.pending },
      // Existence is determined by trying to adopt: nothing here can query every cloud.
      existing: (changed, importIds) =>
        new Map(
          changed.flatMap(({ urn, name, change }): [string, string][] => {
            const id = change === "create" ? importIds.get(name) : undefined;
            return typeof id === "string" ? [[urn, id]] : [];
          }),
        ),
      // The engine records pending operations in the state.
      begin: () => undefined,
      end: async ({ revision, data, program, tools, day }) => {
        if (state.pending.length > 0) await clearPendingOperations(run);
        const left = (await stateOf(run)).digest;
        await writeTag(run, TAG, [revision, data, program, tools, left, day].join(" "));
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** A run that only reads uses the read-only role in AWS. */
function onlyLooking(config: Document): void {
  const role: unknown = config.getIn(["config", `${PROJECT}:awsPreviewRole`]);
  if (typeof role === "string") config.setIn(["config", `${PROJECT}:awsRole`], role);
}

async function prepareRun(
  stack: string,
  folders: ReturnType<typeof localFolders>,
  say: (line: string) => void,
): Promise<RunContext> {
  const pulumi = await findPulumi(say);
  copyFileSync(fromRoot("Pulumi.yaml"), join(folders.config, "Pulumi.yaml"));
  const adoptFile = join(folders.config, "adopt.json");
  writeAdoptions(adoptFile, new Map());
  const partFile = join(folders.config, "part.json");
  writePart(partFile, undefined);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
    // A killed run must leave its pending operations in the state.
    PULUMI_SKIP_CHECKPOINTS: undefined,
  };
  if (!pulumi.hasLanguageHost) {
    await installLanguageHost(folders.plugins);
    env.PATH = [folders.plugins, process.env.PATH ?? ""].join(delimiter);
  }
  const configFile = join(folders.config, `Pulumi.${stack}.yaml`);
  return { stack, clouds: "real", folders, pulumi, env, configFile, adoptFile, partFile };
}

/** Reads the exported state. Throws a `UserError` if there is no such stack, or nobody is logged in. */
async function stateOf(run: RunContext): Promise<StateFacts> {
  const file = join(run.folders.config, "state.json");
  try {
    await exportState(run, file);
    const text = readFileSync(file, "utf8");
    const { resources = [], pending_operations: pending = [] } = (JSON.parse(text) as Exported).deployment;
    return factsOf(JSON.stringify(resources), resources, pending);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      `The state of ${run.stack} cannot be read: ${error.message.replace(/^error: /, "")}\n` +
        "    PULUMI_BACKEND_URL names the bucket that has it; docs/bootstrap.md, sections 2 to 4, makes bucket and stack.",
    );
  }
}

/** Returns what the stack was last applied from, with its data from the checkout's history. */
async function readApplied(
  run: RunContext,
  { dataAt }: WorkspaceOptions,
  folder: string,
  say: (line: string) => void,
): Promise<Applied | undefined> {
  const fields = ((await readTag(run, TAG)) ?? "").split(" ");
  const [revision = "", data = "", program = "", tools = "", state = "", day = ""] = fields;
  if (revision === "") return undefined;
  rmSync(folder, { recursive: true, force: true });
  const files: DataFiles | undefined = dataAt(revision, folder);
  if (files !== undefined) return { revision, data, program, tools, state, day, files };
  say(
    `${run.stack}: this checkout does not have revision ${revision}, which was applied last: fetch its history`,
  );
  return undefined;
}
