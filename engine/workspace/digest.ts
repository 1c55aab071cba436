import { createHash, type Hash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { ORGS_FILE, buildsFolder, type DataFiles } from "../../inventory/sources.ts";
import { fromRoot } from "../../boot/root.ts";

/** Identifies a run's inputs. A digest changes with a file's content, and with its path below one of the folders. */
export interface Digests {
  readonly data: string;
  /** Covers the program and its configuration. */
  readonly program: string;
  /** Covers what judges and makes the resources besides the program: policies with their exceptions, engine, localcloud. */
  readonly tools: string;
}

/** What makes up the program besides its data: the folders it imports from, its packages, and its configuration. */
const PROGRAM = [
  "Pulumi.yaml",
  "boot",
  "components",
  "inventory",
  "package-lock.json",
  "sdks",
  "stacks",
  "terminal",
];

/** What a run uses besides the program and the engine. */
const TOOLS = ["engine", "infra/policy-exceptions.yaml", "localcloud", "policy"];

/** Computes the digests of the files as they are now, for a version of the engine. */
export function digestsOf(stack: string, files: DataFiles, version: string): Digests {
  return {
    data: digestOf([...Object.values<string>({ ...files }), buildsFolder(files.infraFile), ORGS_FILE]),
    program: digestOf([...PROGRAM, `Pulumi.${stack}.yaml`]),
    tools: digestOf(TOOLS, version),
  };
}

function digestOf(paths: readonly string[], start = ""): string {
  const hash = createHash("sha256").update(start);
  for (const path of paths.map(fromRoot)) {
    for (const file of filesAt(path))
      hash
        .update(`${file.slice(path.length)}\0`)
        .update(readFileSync(file))
        .update("\0");
  }
  return shortDigest(hash);
}

/** 128 bits, in hexadecimal: four digests fit into a stack's tag. */
export function shortDigest(hash: Hash): string {
  return hash.digest("hex").slice(0, 32);
}

function filesAt(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}
