import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { fromRoot } from "../../boot/root.ts";

/** The resource requests or limits of a container. */
interface Resources {
  readonly cpu: string;
  readonly memory: string;
}

/** A job in prow/jobs, as far as the tests use it. */
export interface ProwJob {
  readonly name: string;
  readonly cluster: string;
  readonly branches?: readonly string[];
  readonly interval?: string;
  readonly extra_refs?: readonly { readonly org: string; readonly repo: string; readonly base_ref: string }[];
  readonly skip_if_only_changed?: string;
  readonly run_if_changed?: string;
  readonly max_concurrency: number;
  readonly decoration_config?: { readonly run_as_user?: number; readonly fs_group?: number };
  readonly rerun_auth_config?: { readonly github_team_slugs: readonly object[] };
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: {
    readonly serviceAccountName?: string;
    readonly automountServiceAccountToken?: boolean;
    readonly volumes?: readonly { readonly secret?: { readonly secretName: string } }[];
    readonly containers: readonly {
      readonly image: string;
      readonly command: readonly string[];
      readonly env?: readonly { readonly name: string; readonly value: string }[];
      readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
      readonly resources: { readonly requests: Resources; readonly limits: Resources };
    }[];
  };
}

/** A job with its file, relative to prow/jobs, and what triggers it. */
export interface PlacedJob extends ProwJob {
  readonly file: string;
  readonly kind: "presubmit" | "postsubmit" | "periodic";
}

/** Every job in prow/jobs, by name. */
export const prowJobs: ReadonlyMap<string, PlacedJob> = new Map(
  readdirSync(fromRoot("prow/jobs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .flatMap(jobsOf)
    .map((job) => [job.name, job]),
);

function jobsOf(file: string): PlacedJob[] {
  type ByRepository = Readonly<Record<string, readonly ProwJob[]>>;
  const text = readFileSync(join(fromRoot("prow/jobs"), file), "utf8");
  const {
    presubmits = {},
    postsubmits = {},
    periodics = [],
  } = parse(text, { merge: true }) as {
    presubmits?: ByRepository;
    postsubmits?: ByRepository;
    periodics?: readonly ProwJob[];
  };
  return [
    ...Object.values(presubmits)
      .flat()
      .map((job) => ({ ...job, file, kind: "presubmit" as const })),
    ...Object.values(postsubmits)
      .flat()
      .map((job) => ({ ...job, file, kind: "postsubmit" as const })),
    ...periodics.map((job) => ({ ...job, file, kind: "periodic" as const })),
  ];
}

/** The script that a job passes to its shell. */
export function scriptOf({ spec }: ProwJob): string {
  return spec.containers[0]!.command.at(-1)!;
}
