import type { ResourceType, Values } from "../provider/resourceType.ts";
import { objectSet, string, stringSet } from "../provider/shapes.ts";
import { badRequest, forbidden } from "./apiError.ts";
import type { GoogleCloud } from "./cloud.ts";
import { projectName } from "./names.ts";
import { findProject } from "./projects.ts";

/** https://cloud.google.com/iam/docs/reference/rest/Shared.Types/Policy#logtype */
const logTypes = ["ADMIN_READ", "DATA_WRITE", "DATA_READ"];

/** What a service logs in a project, in the SDK's form. */
interface AuditLogConfig {
  readonly logType: string;
  readonly exemptedMembers?: readonly string[];
}

/**
 * gcp.projects.IAMAuditConfig: id `<project>/audit_config/<service>`, imported by `<project> <service>`. Authoritative
 * for the service. Source: terraform-provider-google, google/tpgiamresource/resource_iam_audit_config.go.
 */
export const projectsIamAuditConfig: ResourceType<GoogleCloud> = {
  token: "gcp:projects/iAMAuditConfig:IAMAuditConfig",
  fields: {
    project: string("required", "replaces"),
    service: string("required", "replaces"),
    auditLogConfigs: objectSet("required", { logType: string("required"), exemptedMembers: stringSet() }),
  },
  computed: ["etag"],

  create(inputs, cloud) {
    const id = `${String(inputs.project)}/audit_config/${String(inputs.service)}`;
    return { id, outputs: set(inputs, cloud) };
  },

  read(id, _state, cloud) {
    const [project, service, ...rest] = id.split(/\/audit_config\/|\s+/);
    if (!project || !service || rest.length > 0) return undefined;
    const found = cloud.store.read(nameOf(project, service));
    return found && { id: `${project}/audit_config/${service}`, outputs: found };
  },

  update: (_id, _state, inputs, cloud) => set(inputs, cloud),

  delete(_id, { project, service }, cloud) {
    const name = nameOf(String(project), String(service));
    cloud.store.remove(name);
  },
};

function set({ project, service, auditLogConfigs }: Values, cloud: GoogleCloud): Values {
  const action = `setting IAM audit config for project "${String(project)}"`;
  if (findProject(cloud, String(project)) === undefined) {
    throw forbidden(action, "The caller does not have permission");
  }
  const types = (auditLogConfigs as readonly AuditLogConfig[]).map(({ logType }) => logType);
  const strange = types.find((type) => !logTypes.includes(type));
  if (strange !== undefined)
    throw badRequest(action, `Invalid value at 'policy.audit_configs': "${strange}"`);
  const twice = types.find((type, index) => types.indexOf(type) !== index);
  if (twice !== undefined)
    throw badRequest(action, `Audit configs have the log type ${twice} more than once.`);
  const properties = { project, service, auditLogConfigs };
  cloud.store.modify(nameOf(String(project), String(service)), () => properties);
  return properties;
}

function nameOf(project: string, service: string): string {
  return `${projectName(project.replace(/^projects\//, ""))}/auditConfigs/${service}`;
}
