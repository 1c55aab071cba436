/** The Pulumi program: reads the data and composes the stack that the engine asks for. */
import * as pulumi from "@pulumi/pulumi";
import { formatDiagnostics } from "../inventory/format.ts";
import { loadInventory } from "../inventory/load.ts";
import { fromRoot } from "../inventory/root.ts";
import { readSettings } from "./settings.ts";
import { staging } from "./staging.ts";

const stack = pulumi.getStack();
if (stack !== "staging") {
  throw new pulumi.RunError(`There is no stack "${stack}" here. The stacks of this program: staging.`);
}
const settings = readSettings();
const { inventory, diagnostics } = loadInventory(fromRoot(settings.infraFile), settings.infraFile);
if (inventory === undefined) throw new pulumi.RunError(formatDiagnostics(diagnostics));

/** Which clouds the state speaks of: a run against the others refuses it. */
export const clouds = settings.clouds;
export const stagingProjects = staging(inventory, settings);
