import type { Build } from "../builds/types.ts";
import type { StagingProject } from "./types.ts";

/** The builds of a project that Prow runs; none unless the project is active. */
export function prowBuilds({ state, builds }: StagingProject): readonly Build[] {
  return state === "active" ? builds.filter(({ runner }) => runner === "prow") : [];
}
