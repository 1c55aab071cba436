import { globExpression } from "../groups/glob.ts";

/**
 * Globs of files that start a build when they change. Cloud Build reads them as Go's `filepath.Match` does, with `**`
 * beside it (https://cloud.google.com/build/docs/api/reference/rest/v1/projects.locations.triggers, `includedFiles`):
 * `*` is any characters but `/`, `?` one of them, `**` between slashes any number of folders. Classes, alternatives
 * and escapes are refused, so that everybody reads a glob alike.
 */
export function isPathGlob(glob: string): boolean {
  // `**` that is not a whole part means different things to different libraries.
  const parts = glob.split("/");
  return (
    /^[^[\]{}]+$/.test(glob) && isInside(glob) && parts.every((part) => part === "**" || !part.includes("**"))
  );
}

/** True for a path, relative and with slashes, that does not lead out of where it starts. */
export function isInside(path: string): boolean {
  return path !== "" && !path.startsWith("/") && !path.includes("\\") && !path.split("/").includes("..");
}

/** The regular expression, of JavaScript and of RE2, that matches what any of the globs does: Prow's `run_if_changed`. */
export function pathsExpression(globs: readonly string[]): string {
  return globs.map((glob) => globExpression(glob).source.replaceAll("\\/", "/")).join("|");
}
