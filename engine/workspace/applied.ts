import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { buildsFolder, orgsFile, type DataFiles } from "../../inventory/sources.ts";
import { fromRoot } from "../../boot/root.ts";
import type { Digests } from "./digest.ts";
import { UserError } from "../../terminal/userError.ts";

/** What a stack was last applied from. Kept beside the state, and written only when everything was applied. */
export interface Applied extends Digests {
  /** A copy of that run's data. */
  readonly files: DataFiles;
  /** The git revision of the checkout, with `-dirty` if it has uncommitted changes; empty outside a checkout. */
  readonly revision: string;
  /** The digest of the state that the run left. */
  readonly state: string;
  /** The day of the run, as `YYYY-MM-DD`. */
  readonly day: string;
}

/** Returns what was last applied; undefined before the first time, and when the record is damaged. */
export function readApplied(folder: string, stack: string): Applied | undefined {
  try {
    const record = JSON.parse(readFileSync(join(folder, stack, "record.json"), "utf8")) as Applied;
    const { infraFile, groupsFolder, registryFolder } = record.files;
    const at = (path: string) => join(folder, stack, path);
    const files = {
      infraFile: at(infraFile),
      groupsFolder: at(groupsFolder),
      registryFolder: at(registryFolder),
    };
    return Object.values(files).every((path) => existsSync(path)) ? { ...record, files } : undefined;
  } catch {
    return undefined;
  }
}

/** The error for a run that needs a record of what was last applied. */
export function nothingApplied(stack: string): UserError {
  return new UserError(`Nothing says what was applied of ${stack}: \`infra deploy ${stack}\` comes first.`);
}

/** Replaces the record as a whole: a run killed meanwhile leaves the previous one, or none. */
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
  // One folder each, because the builds are found beside the file of projects, not by a path of their own.
  for (const [key, path] of Object.entries<string>({ ...files })) {
    const name = join(key, basename(path));
    cpSync(fromRoot(path), join(unfinished, name), { recursive: true });
    copies[key] = name;
  }
  const builds = fromRoot(buildsFolder(files.infraFile));
  if (existsSync(builds)) cpSync(builds, join(unfinished, "infraFile", "builds"), { recursive: true });
  const orgs = fromRoot(orgsFile(files.infraFile));
  if (existsSync(orgs)) cpSync(orgs, join(unfinished, basename(orgs)));
  writeFileSync(
    join(unfinished, "record.json"),
    `${JSON.stringify({ ...run, files: copies }, undefined, 2)}\n`,
  );
  rmSync(target, { recursive: true, force: true });
  renameSync(unfinished, target);
}
