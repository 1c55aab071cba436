import { join, resolve } from "node:path";
import { Option, type Command } from "commander";
import type { Clouds } from "../../engine/pulumi/runContext.ts";
import { STATE_FOLDER } from "../../engine/state/stateFolder.ts";
import { UserError } from "../../terminal/userError.ts";
import type { UpOptions } from "../../engine/up/up.ts";
import { OWN_DATA } from "../../inventory/sources.ts";
import { fromRoot } from "../../boot/root.ts";
import { writeRevision } from "../clients/git/data.ts";
import { workingTree } from "../clients/git/revision.ts";

/** The options of `withPlace`, as parsed from the command line. */
export interface PlaceOptions {
  readonly state?: string;
  readonly clouds?: Clouds;
}

/** Adds the options that select the state folder and, with `real`, the clouds. */
export function withPlace(command: Command, { real }: { readonly real: boolean }): Command {
  command.option(
    "--state <folder>",
    `the folder of the local state (default: ${STATE_FOLDER}/<stack> of this project)`,
  );
  const clouds = new Option(
    "--clouds <clouds>",
    "localcloud, or the real clouds, with pulumi's own backend and credentials",
  );
  return real ? command.addOption(clouds.choices(["localcloud", "real"]).default("localcloud")) : command;
}

/**
 * Resolves where a stack is applied. Throws a `UserError` when localcloud was asked for but the environment names a
 * remote backend: a job must not appear to have applied something.
 */
export function placeOf(
  stack: string,
  { state, clouds = "localcloud" }: PlaceOptions,
): Pick<UpOptions, "stack" | "clouds" | "stateFolder" | "dataAt" | "revision"> {
  const backend = process.env.PULUMI_BACKEND_URL ?? "";
  if (clouds === "localcloud" && backend !== "" && !backend.startsWith("file:")) {
    throw new UserError(
      `This would reach localcloud only, and PULUMI_BACKEND_URL names ${backend}.\n` +
        "    Unset it, or say --clouds real where the command takes it. Nothing was changed.",
    );
  }
  // For the real clouds, this folder keeps only what the engine printed.
  const folder = clouds === "real" ? `${stack}-real` : stack;
  return {
    stack,
    clouds,
    stateFolder: state === undefined ? fromRoot(join(STATE_FOLDER, folder)) : resolve(state),
    dataAt: (revision, into) => writeRevision(revision, OWN_DATA, into),
    revision: currentRevision,
  };
}

/** The commit that is checked out, with `-dirty` if there are changes of its own; empty outside a checkout. */
function currentRevision(): string {
  try {
    const { commit, dirty } = workingTree({ checkout: fromRoot(".") });
    return dirty ? `${commit}-dirty` : commit;
  } catch (error) {
    if (error instanceof UserError) return "";
    throw error;
  }
}
