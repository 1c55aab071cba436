import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { fromRoot } from "../../boot/root.ts";

/** An image-pushing job as upstream had it: facts of kubernetes/test-infra, as described in the fixture's header. */
export interface UpstreamJob {
  readonly repo: string;
  readonly job: string;
  readonly refs?: readonly string[];
  readonly skipRefs?: readonly string[];
  readonly runIfChanged?: string;
  readonly alwaysRun?: boolean;
  readonly schedule?: string;
  readonly branches?: readonly string[];
  readonly directory: string;
  readonly flags: Readonly<Record<string, string | true>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly runsAs: string;
}

/** All jobs by the project that they build for. */
export const upstreamJobs = (
  parse(readFileSync(fromRoot("test/fixtures/builds/upstream.yaml"), "utf8")) as {
    projects: Readonly<Record<string, readonly UpstreamJob[]>>;
  }
).projects;
