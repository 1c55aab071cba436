/**
 * The regular expression of a path pattern as restrictions.yaml has them: `*` stands for any characters but `/`, `?`
 * for one of them, `**` between slashes for any number of folders, also none (facts/upstream.md §3; upstream uses
 * https://github.com/bmatcuk/doublestar). Everything else stands for itself; see {@link isGlob} for what is refused.
 */
export function globExpression(glob: string): RegExp {
  const segments = withoutRepeats(glob.split("/"));
  const last = segments.length - 1;
  const parts = segments.map((segment, index) => {
    if (segment !== "**") return segmentExpression(segment) + (index === last ? "" : "/");
    return index === last ? ".*" : "(?:[^/]+/)*";
  });
  // A path that ends in `/**` names the folder itself, too; of files, that is no difference.
  return new RegExp(`^${parts.join("")}$`, "su");
}

/** Most stars in one pattern: with many, matching takes very long. Upstream's patterns have at most two. */
export const maxStars = 4;

/** False for patterns that doublestar would read differently: classes, alternatives and escapes. */
export function isGlob(glob: string): boolean {
  return /^[^[\]{}\\]+$/.test(glob) && (glob.match(/\*+/g) ?? []).length <= maxStars;
}

/** True when the pattern is the path of one file. */
export function isPlainPath(glob: string): boolean {
  return !/[*?]/.test(glob);
}

/** Several `**` in a row mean no more than one, and take a regular expression long. */
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
