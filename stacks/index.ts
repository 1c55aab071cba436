import * as pulumi from "@pulumi/pulumi";
import { loadData } from "../inventory/data.ts";
import { formatDiagnostics } from "../inventory/format.ts";
import "./cheapStackTraces.ts";
import { IncompleteSettings, parseSettings, type Settings } from "./settings.ts";
import { staging, type StagingProjectOutput } from "./staging.ts";

/** The outputs of a stack. */
export interface StackOutputs {
  /** Which clouds the state speaks of, so that nobody takes the one for the other. */
  readonly clouds: Settings["clouds"];
  /** By project id. */
  readonly stagingProjects: Readonly<Record<string, StagingProjectOutput>>;
}

/**
 * The Pulumi program, for the engine and for `plan` alike: reads the configuration and the data, and composes the
 * stack that was asked for. Throws a `RunError`, which the engine shows without a stack trace, for an unknown stack,
 * incomplete configuration and mistakes in the data.
 */
export default function program(): StackOutputs {
  const stack = pulumi.getStack();
  if (stack !== "staging") {
    throw new pulumi.RunError(`There is no stack "${stack}" here. The stacks of this program: staging.`);
  }
  const settings = readSettings(stack);
  const { data, diagnostics } = loadData(settings);
  if (data === undefined) throw new pulumi.RunError(formatDiagnostics(diagnostics));
  return { clouds: settings.clouds, stagingProjects: staging(data, settings) };
}

function readSettings(stack: string): Settings {
  const config = new pulumi.Config();
  try {
    return parseSettings(stack, config.name, (key) => config.get(key));
  } catch (error) {
    throw error instanceof IncompleteSettings ? new pulumi.RunError(error.message) : error;
  }
}
