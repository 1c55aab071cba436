/**
 * Converts a path pattern of restrictions.yaml to a regular expression. `*` matches any characters but `/`, `?` one
 * such character, `**` between slashes any number of folders, including none (facts/upstream.md §3; upstream uses
 * https://github.com/bmatcuk/doublestar). Everything else is literal; see {@link isGlob} for what is rejected.
 */
export function globExpression(glob: string): RegExp {
  const segments = withoutRepeats(glob.split("/"));
  const last = segments.length - 1;
  const parts = segments.map((segment, index) => {
    if (segment !== "**") return segmentExpression(segment) + (index === last ? "" : "/");
    return index === last ? ".*" : "(?:[^/]+/)*";
  });
  // In doublestar, a trailing `/**` also matches the folder itself, which makes no difference for files.
  return new RegExp(`^${parts.join("")}$`, "su");
}

/** Maximum number of stars in a pattern: with many, matching takes very long. Upstream's patterns have at most two. */
export const maxStars = 4;

/** Whether a pattern is valid. Rejects what doublestar interprets differently: classes, alternatives and escapes. */
export function isGlob(glob: string): boolean {
  return /^[^[\]{}\\]+$/.test(glob) && (glob.match(/\*+/g) ?? []).length <= maxStars;
}

/** Whether the pattern is the path of a single file. */
export function isPlainPath(glob: string): boolean {
  return !/[*?]/.test(glob);
}

/** Consecutive `**` mean the same as one, but make the regular expression slow. */
function withoutRepeats(segments: readonly string[]): string[] {
  return segments.filter((segment, index) => segment !== "**" || segments[index - 1] !== "**");
}

function segmentExpression(segment: string): string {
  return segment
    .replaceAll(/\*+/g, "*")
    .replaceAll(/[.+^$()|/]/g, "\\$&")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]");
}
