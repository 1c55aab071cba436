import type { RegistryClient } from "../../../clients/oci/client.ts";
import type { Finding, ImageEdges, State } from "./edges.ts";
import { inspectImage, type ImagePlan } from "./inspect.ts";

/** An edge that needs attention or is to be promoted. */
export interface PlannedEdge {
  readonly image: string;
  readonly digest: string;
  readonly tag: string | undefined;
  /** The address of the image at the destination. */
  readonly destination: string;
  readonly finding: Finding;
}

/** What promotion would do for one directory. */
export interface ProjectPlan {
  readonly directory: string;
  readonly counts: Readonly<Record<State, number>>;
  /** All edges except those present. */
  readonly edges: readonly PlannedEdge[];
  /** Why some are unknown, without duplicates. */
  readonly problems: readonly string[];
  /** What kpromo would transfer and request, as far as is known. */
  readonly cost: Cost;
}

/** The cost of a promotion. */
export interface Cost {
  readonly bytes: number;
  readonly requests: number;
  /** False if the numbers are lower bounds. */
  readonly complete: boolean;
}

/** Plans one directory. Registry failures become part of the result. */
export async function planProject(
  client: RegistryClient,
  directory: string,
  images: readonly ImageEdges[],
): Promise<ProjectPlan> {
  const plans = await Promise.all(images.map((image) => inspectImage(client, image)));
  const counts = { new: 0, present: 0, conflict: 0, lost: 0, unknown: 0 };
  const edges: PlannedEdge[] = [];
  for (const { edges: of, destinations } of plans) {
    for (const { address, findings } of destinations) {
      for (const [index, finding] of findings.entries()) {
        counts[finding.state] += 1;
        if (finding.state === "present") continue;
        const { digest, tag } = of.edges[index]!;
        edges.push({ image: of.image, digest, tag, destination: address, finding });
      }
    }
  }
  const problems = plans.flatMap((plan) => [
    plan.problem,
    ...plan.destinations.map(({ problem }) => problem),
  ]);
  return {
    directory,
    counts,
    edges,
    problems: [...new Set(problems.filter((problem) => problem !== undefined))].sort(),
    cost: costOf(plans),
  };
}

/**
 * Estimates the cost of kpromo's copies: it streams every blob to every destination (promo-tools,
 * docs/image-promotion.md, "Image copying"). Requests as go-containerregistry makes them: five per blob (existence
 * check, read, and three to upload), three per manifest (existence check, read, write), one per further tag.
 */
function costOf(plans: readonly ImagePlan[]): Cost {
  let bytes = 0;
  let requests = 0;
  let complete = true;
  for (const { edges, destinations, sizes } of plans) {
    for (const { findings, digests } of destinations) {
      const wanted = findings.flatMap(({ state }, index) =>
        state === "new" ? [edges.edges[index]!.digest] : [],
      );
      requests += wanted.length - new Set(wanted).size;
      for (const digest of new Set(wanted)) {
        const size = sizes.get(digest);
        complete &&= size?.complete ?? false;
        if (size === undefined || digests.has(digest)) {
          requests += 1;
          continue;
        }
        bytes += size.bytes;
        requests += 5 * size.blobs + 3 * size.manifests;
      }
    }
  }
  return { bytes, requests, complete };
}
