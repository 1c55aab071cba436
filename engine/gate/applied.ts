import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { execFileSync } from "node:child_process";
import { basename, join } from "node:path";
import { ORGS_FILE, buildsFolder, type DataFiles } from "../../inventory/data.ts";
import { fromRoot } from "../../inventory/root.ts";

/** From what a stack was applied last. Beside the state, and written only when all of it was applied. */
export interface Applied {
  /** A copy of the data of that run. */
  readonly files: DataFiles;
  /** The digest of the data. */
  readonly data: string;
  /** The digest of the program and its configuration. */
  readonly program: string;
  /** The git revision of the checkout, with `-dirty` where files were changed; empty outside of one. */
  readonly revision: string;
}

/** What the program is made of, beside its data. */
const PROGRAM = ["Pulumi.yaml", "components", "inventory", "package-lock.json", "sdks", "stacks"];

/** What was applied last; undefined before the first time, and where the record is damaged: then nothing is known. */
export function readApplied(folder: string, stack: string): Applied | undefined {
  try {
    const record = JSON.parse(readFileSync(join(folder, stack, "record.json"), "utf8")) as Applied;
    return Object.values<string>({ ...record.files }).every((path) => existsSync(path)) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Says from what this run would apply a stack. */
export function describeRun(stack: string, files: DataFiles): Omit<Applied, "files"> {
  return {
    data: digestOf(
      [...Object.values<string>({ ...files }), buildsFolder(files.infraFile), ORGS_FILE].map(fromRoot),
    ),
    program: digestOf([...PROGRAM, `Pulumi.${stack}.yaml`].map(fromRoot)),
    revision: revision(),
  };
}

/** Writes the record as a whole: whoever is killed meanwhile leaves the one before, or none. */
export function writeApplied(
  folder: string,
  stack: string,
  files: DataFiles,
  run: Omit<Applied, "files">,
): void {
  const target = join(folder, stack);
  const unfinished = `${target}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const copies: Record<string, string> = {};
  // Below one folder each: the builds are found beside the file of projects, not by a path of their own.
  for (const [key, path] of Object.entries<string>({ ...files })) {
    const name = join(key, basename(path));
    cpSync(fromRoot(path), join(unfinished, name), { recursive: true });
    copies[key] = join(target, name);
  }
  const builds = fromRoot(buildsFolder(files.infraFile));
  if (existsSync(builds)) cpSync(builds, join(unfinished, "infraFile", "builds"), { recursive: true });
  writeFileSync(
    join(unfinished, "record.json"),
    `${JSON.stringify({ ...run, files: copies }, undefined, 2)}\n`,
  );
  rmSync(target, { recursive: true, force: true });
  renameSync(unfinished, target);
}

/** Changes whenever the content of a file does, or its path below one of the folders. */
function digestOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) {
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

function revision(): string {
  try {
    const args = ["describe", "--always", "--abbrev=40", "--dirty", "--match", "no such tag"];
    return execFileSync("git", args, { cwd: fromRoot("."), encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return "";
  }
}
