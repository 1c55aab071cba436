import { readOrganizations } from "../inventory/builds/orgs.ts";
import { ORGS_FILE } from "../inventory/sources.ts";
import { readSource } from "../inventory/yaml/source.ts";
import { fromRoot } from "../boot/root.ts";

/** The contents of `infra/orgs.yaml`, read once. If unreadable, no organization is owned: every source is rejected. */
let read: ReturnType<typeof readOrganizations>["organizations"] | null = null;

/** Whether images of a project may be built from a GitHub repository: the requirements rule (facts/upstream.md §9). */
export function mayBeSource(repository: string, project: string | undefined): boolean {
  read ??= readOrganizations(readSource(fromRoot(ORGS_FILE), ORGS_FILE)).organizations;
  const owner = repository.split("/", 1)[0] ?? "";
  const excepted = read?.exceptions.some(
    (exception) =>
      exception.repository === repository && project !== undefined && exception.projects.includes(project),
  );
  return (read?.owned.has(owner) ?? false) || (excepted ?? false);
}
