import type { Change } from "../../../inventory/changes/change.ts";
import { counted, listed } from "../../../terminal/wording.ts";
import { prowJobs, type ProwJob, type ProwSettings } from "../../../components/prow-jobs/describe.ts";
import type { StagingProject } from "../../../inventory/projects/types.ts";
import { differingProperties } from "./differences.ts";
import type { ChangeReport, JobChange, Level, Reason } from "./schema.ts";

/**
 * Compares the Prow jobs of builds, which are in no stack: `infra jobs image-pushing` writes them to
 * kubernetes/test-infra. Sorted by project, then by name.
 *
 * @param projects the ids of the staging projects that differ
 * @param settings the other inputs of the jobs, before and after the change
 */
export function prowJobChanges(
  { base, head }: Change,
  projects: ReadonlySet<string>,
  [former, present]: readonly [ProwSettings, ProwSettings],
): JobChange[] {
  const everyProject = former.imageBuilder !== present.imageBuilder;
  const jobs = (all: readonly StagingProject[], settings: ProwSettings) =>
    new Map(
      all
        .filter(({ id }) => everyProject || projects.has(id))
        .flatMap((project) =>
          jobsOf(project, settings).map((job) => [job.name, { project: project.id, job }]),
        ),
    );
  const before = jobs(base.inventory.stagingProjects, former);
  const after = jobs(head.inventory.stagingProjects, present);
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((name): JobChange[] => {
    const [old, now] = [before.get(name), after.get(name)];
    if (old === undefined) return [{ project: now!.project, name, operation: "create", properties: [] }];
    if (now === undefined) return [{ project: old.project, name, operation: "delete", properties: [] }];
    const properties = differingProperties(old.job, now.job, "");
    return properties.length === 0 ? [] : [{ project: now.project, name, operation: "update", properties }];
  });
  const key = ({ project, name }: JobChange) => `${project} ${name}`;
  return changes.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Returns the jobs of a project; postsubmits with the repository whose pushes trigger them. */
function jobsOf(
  project: StagingProject,
  settings: ProwSettings,
): (ProwJob & { readonly repository?: string })[] {
  const { postsubmits = {}, periodics = [] } = prowJobs(project, settings) ?? {};
  const pushed = Object.entries(postsubmits).flatMap(([repository, jobs]) =>
    jobs.map((job) => ({ repository, ...job })),
  );
  return [...pushed, ...periodics];
}

/** Derives risks from Prow jobs: code becomes images through jobs that are changed, or added to existing projects. */
export function fromProwJobs({
  prowJobs: changes,
  owners,
}: Pick<ChangeReport, "prowJobs" | "owners">): Reason[] {
  const made = new Set(owners.filter(({ presence }) => presence === "new").map(({ name }) => name));
  const gone = changes.filter(({ operation }) => operation === "delete");
  const others = changes.filter(({ project, operation }) => operation !== "delete" && !made.has(project));
  return [
    ...reason("medium", "Automatic builds that push images change", others),
    ...reason("low", "Automatic builds are removed", gone),
  ];
}

function reason(level: Level, what: string, jobs: readonly JobChange[]): Reason[] {
  if (jobs.length === 0) return [];
  const projects = listed([...new Set(jobs.map(({ project }) => project))], 3);
  return [{ level, text: `${what}: ${counted(jobs.length, "Prow job")} of ${projects}.` }];
}
