import { posix } from "node:path";
import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { quoted } from "../../../terminal/wording.ts";
import type { BuildDeclaration } from "../declarations.ts";
import { isInside, isPathGlob } from "../paths.ts";

/** Checks that paths stay inside the repository, and that globs are unambiguous. */
export function checkPaths(build: BuildDeclaration): Diagnostic[] {
  return [...checkGlobs(build), ...checkFolders(build), ...checkBuildFile(build)];
}

function checkGlobs({ name, entry, valueAt }: BuildDeclaration): Diagnostic[] {
  return (entry.paths ?? []).flatMap((glob, index) => {
    if (isPathGlob(glob)) return [];
    const [fault, hint] = isInside(glob)
      ? ["is no glob: only * ** and ? stand for something, and ** is a whole part", "for example `images/**`"]
      : [
          "leads out of the repository",
          "write it from the top of the repository, without `..` and / in front",
        ];
    const message = `${name}: paths[${index}], ${quoted(glob)}, ${fault}`;
    return [error("path-glob", valueAt(["paths", index]), message, hint)];
  });
}

function checkFolders({ name, entry, valueAt }: BuildDeclaration): Diagnostic[] {
  const folders: [key: readonly string[], folder: string | undefined][] = [
    [["directory"], entry.directory],
    [["flags", "build-dir"], entry.flags["build-dir"]],
  ];
  return folders.flatMap(([key, folder]) => {
    if (folder === undefined || isInside(folder)) return [];
    const message = `${name}: ${key.join(".")}, ${quoted(folder)}, leads out of the repository`;
    const hint = "write it from the top of the repository, which is `.`";
    return [error("path-outside", valueAt(key), message, hint)];
  });
}

/** The image-builder resolves the build file against the directory, so `../cloudbuild.yaml` is valid below a folder. */
function checkBuildFile({ name, entry, valueAt }: BuildDeclaration): Diagnostic[] {
  const { directory, build_file: file } = entry;
  if (file === undefined) return [];
  if (!file.startsWith("/") && isInside(posix.normalize(posix.join(directory, file)))) return [];
  // Already reported for the directory.
  if (!isInside(directory)) return [];
  const message = `${name}: build_file, ${quoted(file)}, is not in its repository, seen from ${directory}`;
  const hint = "write it as seen from the directory, such as `cloudbuild.yaml`";
  return [error("build-file-outside", valueAt(["build_file"]), message, hint)];
}
