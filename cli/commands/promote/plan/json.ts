import type { ProjectPlan } from "./project.ts";
import type { Stop } from "./stops.ts";
import type { WaiverProof } from "./waivers.ts";

/**
 * Formats the plan as JSON. Keys may be added, but existing ones do not change:
 *
 *     { "directories": [{ "directory", "counts": { "new", "present", "conflict", "lost", "unknown" },
 *       "edges": [{ "image", "tag": "v1" | null, "digest", "destination", "state", "found": digest | null }],
 *       "problems": [text], "bytes", "requests", "complete" }],
 *       "waivers": [{ "directory", "image", "digest", "state": "free" | "promoted" | "unknown", "found": [address],
 *       "problems": [text] }],
 *       "stopped": [{ "by": "conflict" | "registry" | "file", "directory": name | null, "what": text }], "asked" }
 *
 * If anything is in `stopped`, kpromo promotes nothing, and the rest is what it would promote otherwise. Edges that are
 * present are only counted. `bytes` and `requests` are what kpromo would need, or a lower bound if
 * `complete` is false; `asked` is the number of requests that the plan took.
 */
export function planJson(
  plans: readonly ProjectPlan[],
  proofs: readonly WaiverProof[],
  stopped: readonly Stop[],
  asked: number,
): string {
  const directories = plans.map(({ directory, counts, edges, problems, cost }) => ({
    directory,
    counts,
    edges: edges.map(({ image, tag = null, digest, destination, finding }) => {
      const found = finding.state === "conflict" ? finding.found : null;
      return { image, tag, digest, destination, state: finding.state, found };
    }),
    problems,
    ...cost,
  }));
  const waivers = proofs.map(({ waiver: { directory, image, digest }, state, found, problems }) => ({
    directory,
    image,
    digest,
    state,
    found,
    problems,
  }));
  const stops = stopped.map(({ by, directory = null, what }) => ({ by, directory, what }));
  return `${JSON.stringify({ directories, waivers, stopped: stops, asked })}\n`;
}
