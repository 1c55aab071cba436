import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { ORGS_FILE, buildsFolder, type DataFiles } from "../../inventory/sources.ts";
import { fromRoot } from "../../boot/root.ts";

/** Identifies a run's inputs. A digest changes with a file's content, and with its path below one of the folders. */
export interface Digests {
  readonly data: string;
  /** Covers the program and its configuration. */
  readonly program: string;
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

/** Computes the digests of the files as they are now. */
export function digestsOf(stack: string, files: DataFiles): Digests {
  return {
    data: digestOf([...Object.values<string>({ ...files }), buildsFolder(files.infraFile), ORGS_FILE]),
    program: digestOf([...PROGRAM, `Pulumi.${stack}.yaml`]),
  };
}

function digestOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths.map(fromRoot)) {
    for (const file of filesAt(path))
      hash
        .update(`${file.slice(path.length)}\0`)
        .update(readFileSync(file))
        .update("\0");
  }
  return hash.digest("hex");
}

function filesAt(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}
