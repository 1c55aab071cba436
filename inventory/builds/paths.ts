import { globExpression } from "../yaml/glob.ts";

/**
 * Whether a text is a glob of files whose changes start a build. Cloud Build interprets globs like Go's
 * `filepath.Match`, plus `**` (https://cloud.google.com/build/docs/api/reference/rest/v1/projects.locations.triggers,
 * `includedFiles`): `*` matches any characters but `/`, `?` one such character, and `**` between slashes any number of
 * folders. Character classes, alternatives and escapes are rejected, so that a glob means the same everywhere; so are
 * what is meant as a regular expression or as an exception, `./` and a `/` at the end, none of which a file's path has.
 */
export function isPathGlob(glob: string): boolean {
  // Libraries disagree on `**` as part of a path segment.
  const parts = glob.split("/");
  return (
    /^[^[\]{}()|^$!]+$/.test(glob) &&
    isInside(glob) &&
    parts.every((part) => part === "**" || !(part === "" || part === "." || part.includes("**")))
  );
}

/** Whether a path is relative, uses slashes and does not leave its starting folder. */
export function isInside(path: string): boolean {
  return path !== "" && !path.startsWith("/") && !path.includes("\\") && !path.split("/").includes("..");
}

/** A regular expression (JavaScript and RE2) that matches what any of the globs does: Prow's `run_if_changed`. */
export function pathsExpression(globs: readonly string[]): string {
  return globs.map((glob) => globExpression(glob).source.replaceAll("\\/", "/")).join("|");
}
