import { createHash } from "node:crypto";
import { isPropagated } from "../provider/propagation.ts";
import type { Properties } from "../store/objectFile.ts";
import { ApiError, forbidden } from "./apiError.ts";
import type { GoogleCloud } from "./cloud.ts";
import { projectName, projectNumberName, serviceName } from "./names.ts";
import { serviceTitles } from "./services.ts";

/** The number that localcloud assigns to a project id: 12 digits, always the same. */
export function projectNumber(projectId: string): string {
  const digest = createHash("sha256").update(projectId).digest();
  return String(100_000_000_000 + (digest.readUIntBE(0, 6) % 900_000_000_000));
}

/**
 * The project's properties; undefined when it does not exist. @param project Id or number, with or without `projects/`.
 */
export function findProject(cloud: GoogleCloud, project: string): Properties | undefined {
  const name = project.replace(/^projects\//, "");
  if (!/^[a-z0-9][a-z0-9:.-]*$/.test(name)) return undefined;
  if (!/^\d+$/.test(name)) return cloud.store.read(projectName(name)) ?? worldProject(cloud, name);
  const projectId =
    cloud.store.read(projectNumberName(name))?.projectId ??
    cloud.world.projects.find((id) => projectNumber(id) === name);
  return typeof projectId === "string" ? findProject(cloud, projectId) : undefined;
}

/** A project that exists but is not created by the program. */
function worldProject({ world }: GoogleCloud, projectId: string): Properties | undefined {
  if (!world.projects.includes(projectId)) return undefined;
  const [orgId, billingAccount] = [world.organizations[0], world.billingAccounts[0]];
  return { projectId, number: projectNumber(projectId), name: projectId, orgId, billingAccount, labels: {} };
}

/** The resource's own project, or the provider's. @throws Error when neither is set, as the real plugin does */
export function projectOf(inputs: Readonly<Record<string, unknown>>, cloud: GoogleCloud): string {
  const project = inputs.project ?? cloud.project;
  if (typeof project === "string" && project !== "") return project;
  throw new Error("project: required field is not set");
}

/** @throws ApiError when the project does not exist, in the wording of most APIs */
export function requireProject(cloud: GoogleCloud, project: string, action: string): Properties {
  const found = findProject(cloud, project);
  if (found === undefined) throw forbidden(action, `Permission denied on resource project ${project}.`);
  return found;
}

/** @throws ApiError when the project does not exist, or the service is disabled or was enabled only a moment ago */
export function requireService(cloud: GoogleCloud, project: string, service: string, action: string): void {
  const number = String(requireProject(cloud, project, action).number);
  const enabled = cloud.store.read(serviceName(project, service));
  if (enabled !== undefined && isPropagated(enabled.enableTime, "LOCALCLOUD_API_DELAY")) return;
  const title = serviceTitles.get(service) ?? service;
  const page = `https://console.developers.google.com/apis/api/${service}/overview?project=${project}`;
  throw new ApiError(
    action,
    403,
    "accessNotConfigured / SERVICE_DISABLED",
    `${title} has not been used in project ${project} (${number}) before or it is disabled. ` +
      `Enable it by visiting ${page} then retry. If you enabled this API recently, wait a few minutes for the action ` +
      "to propagate to our systems and retry.",
  );
}
