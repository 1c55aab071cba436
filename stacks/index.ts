import * as pulumi from "@pulumi/pulumi";
import { LOCALCLOUD_MARKER } from "../components/tokens.ts";
import { type Data } from "../inventory/data.ts";
import { loadData } from "../inventory/check/data.ts";
import { sourcesOf } from "../inventory/sources.ts";
import { formatDiagnostics } from "../inventory/yaml/format.ts";
import { STACKS, type StackName } from "../inventory/stacks.ts";
import { adoptExisting } from "./adopt.ts";
import "../boot/quietSdk.ts";
import { composePart } from "./part.ts";
import { prod } from "./prod.ts";
import { IncompleteSettings, parseSettings, type Settings } from "./settings.ts";
import { staging } from "./staging.ts";

/** The outputs that every stack has in addition to its own. */
export interface StackOutputs {
  /** Which clouds the state describes. */
  readonly clouds: Settings["clouds"];
}

/**
 * The Pulumi program, both for the engine and for `plan`: reads the configuration and the data, and composes the
 * selected stack. Throws a `RunError`, which the engine shows without a stack trace, for an unknown stack, incomplete
 * configuration, or errors in the data.
 *
 * @param given data to use instead of the configured files: `plan --base` has already read it, or uses only part of it
 */
export default function program(given?: Data): StackOutputs {
  const stack = pulumi.getStack();
  switch (stack) {
    case "staging":
      return compose(stack, staging, given);
    case "prod":
      return compose(stack, prod, given);
    default:
      throw new pulumi.RunError(
        `There is no stack "${stack}" here. The stacks of this program: ${STACKS.join(", ")}.`,
      );
  }
}

function compose<Stack extends StackName>(
  stack: Stack,
  resources: (data: Data, settings: Settings<Stack>) => object,
  given: Data | undefined,
): StackOutputs {
  const settings = readSettings(stack);
  const data = given ?? readData(settings);
  if (settings.clouds === "localcloud") markLocalState();
  if (settings.adopt !== undefined) adoptExisting(settings.adopt);
  const composed = composePart(settings.part, data, (part) => resources(part, settings));
  return { clouds: settings.clouds, ...composed };
}

/**
 * Marks the state as that of localcloud, with a resource that only local runs declare. A run against the real clouds
 * would have to delete it, but it is protected: so update and preview fail for the whole state.
 */
function markLocalState(): void {
  new pulumi.ComponentResource(LOCALCLOUD_MARKER, "localcloud", {}, { protect: true });
}

function readData({ infraFile, groupsFolder, registryFolder }: Settings): Data {
  const { data, diagnostics } = loadData(sourcesOf({ infraFile, groupsFolder, registryFolder }));
  if (data === undefined) throw new pulumi.RunError(formatDiagnostics(diagnostics));
  return data;
}

function readSettings<Stack extends StackName>(stack: Stack): Settings<Stack> {
  const config = new pulumi.Config();
  try {
    return parseSettings(stack, config.name, (key) => config.get(key));
  } catch (error) {
    throw error instanceof IncompleteSettings ? new pulumi.RunError(error.message) : error;
  }
}
