import { RE2JS } from "re2js";
import { createHash } from "node:crypto";
import type { Fields, Values } from "../provider/resourceType.ts";
import { boolean, object, objects, string, strings } from "../provider/shapes.ts";
import { alreadyExists, badRequest, notFound } from "./apiError.ts";
import type { GoogleCloud } from "./cloud.ts";
import { regions } from "./locations.ts";
import { serviceAccountName } from "./names.ts";
import { namedType } from "./namedType.ts";

const build: Fields = {
  steps: objects("required", {
    name: string("required"),
    entrypoint: string(),
    args: strings(),
    envs: strings(),
  }),
  options: object({ logging: string() }),
  logsBucket: string(),
  timeout: string(),
};

interface Push {
  readonly branch?: string;
  readonly tag?: string;
}

/**
 * gcp.cloudbuild.Trigger with an inline build, for a linked repository. Its id contains the trigger id that Google
 * generates; imports also accept the name. The rules here are those of the API that the plugin does not check
 * (gcp-provider.md, row cloudbuild.Trigger):
 * https://cloud.google.com/build/docs/api/reference/rest/v1/projects.locations.triggers
 */
export const cloudbuildTrigger = namedType({
  token: "gcp:cloudbuild/trigger:Trigger",
  service: "cloudbuild.googleapis.com",
  fields: {
    name: string("computed"),
    location: string("replaces"),
    description: string(),
    disabled: boolean(),
    serviceAccount: string(),
    includedFiles: strings(),
    repositoryEventConfig: object({
      repository: string(),
      push: object({ branch: string(), tag: string(), invertRegex: boolean() }),
    }),
    sourceToBuild: object({ repository: string(), ref: string("required"), repoType: string("required") }),
    build: object(build),
  },
  computed: ["triggerId", "createTime"],
  check({ build: inline }) {
    if (inline !== undefined) return [];
    return [
      { property: "build", reason: '"build": one of `build,filename,git_file_source` must be specified' },
    ];
  },
  name: "projects/{project}/locations/{location}/triggers/{triggerId}",
  namePattern: /^[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])?$/,
  generate: (inputs, cloud) => ({ triggerId: triggerId(inputs, cloud) }),

  refuse(inputs, cloud, path, action) {
    const project = String(inputs.project);
    refuseName(inputs, path, cloud, action);
    if (!regions.has(String(inputs.location)) && inputs.location !== "global")
      throw badRequest(action, `location "${String(inputs.location)}" is not a supported region.`);
    refuseEvent(inputs, project, cloud, action);
    refuseBuild(inputs, project, cloud, action);
  },

  find(id, cloud) {
    const [, parent, name] = /^(projects\/[^/]+\/locations\/[^/]+\/triggers)\/([^/]+)$/.exec(id) ?? [];
    const prefix = `cloudbuild.googleapis.com/${String(parent)}`;
    const found = cloud.store.list(prefix).find(({ properties }) => properties.name === name);
    return found?.cloudName.slice("cloudbuild.googleapis.com/".length);
  },
});

/**
 * Derives an id in the form of a UUID from the name, so that it is the same in every run. A renamed trigger keeps its
 * id, so a new trigger with its former name gets another one.
 */
function triggerId({ project, location, name }: Values, cloud: GoogleCloud): string {
  const parent = `cloudbuild.googleapis.com/projects/${String(project)}/locations/${String(location)}/triggers`;
  for (let attempt = String(name); ; attempt += "'") {
    const hex = createHash("sha256").update([project, location, attempt].map(String).join("/")).digest("hex");
    const parts = [
      hex.slice(0, 8),
      hex.slice(8, 12),
      hex.slice(12, 16),
      hex.slice(16, 20),
      hex.slice(20, 32),
    ];
    const id = parts.join("-");
    const taken = cloud.store.read(`${parent}/${id}`);
    if (taken === undefined || taken.name === name) return id;
  }
}

/** "Must be unique within the project": API reference, `name`. */
function refuseName({ name }: Values, path: string, cloud: GoogleCloud, action: string): void {
  const parent = path.slice(0, path.lastIndexOf("/"));
  const others = cloud.store
    .list(`cloudbuild.googleapis.com/${parent}`)
    .filter(({ cloudName }) => !cloudName.endsWith(path));
  if (others.some(({ properties }) => properties.name === name))
    throw alreadyExists(action, `trigger with name "${String(name)}" already exists`);
}

function refuseEvent(inputs: Values, project: string, cloud: GoogleCloud, action: string): void {
  const event = inputs.repositoryEventConfig as { repository?: string; push?: Push } | undefined;
  const source = inputs.sourceToBuild as { repository?: string } | undefined;
  if ((event === undefined) === (source === undefined))
    throw badRequest(action, "a trigger must have exactly one of an event and a source to build");
  if (event !== undefined) {
    const { branch, tag } = event.push ?? {};
    if ((branch === undefined) === (tag === undefined))
      throw badRequest(action, "a push trigger must have exactly one of branch and tag");
    const expression = branch ?? tag ?? "";
    if (!isRe2(expression)) throw badRequest(action, `invalid regular expression "${expression}"`);
  }
  const repository = event?.repository ?? source?.repository ?? "";
  if (cloud.store.read(`cloudbuild.googleapis.com/${repository}`) === undefined)
    throw notFound(action, `Repository mapping does not exist: ${repository}`);
  const wanted = `projects/${project}/locations/${String(inputs.location)}/`;
  if (!repository.startsWith(wanted))
    throw badRequest(action, `the repository ${repository} is not in the region of the trigger`);
}

function isRe2(expression: string): boolean {
  try {
    RE2JS.compile(expression);
    return true;
  } catch {
    return false;
  }
}

function refuseBuild(
  { build: inline, serviceAccount }: Values,
  project: string,
  cloud: GoogleCloud,
  action: string,
): void {
  const { options, logsBucket, timeout } = inline as {
    options?: { logging?: string };
    logsBucket?: string;
    timeout?: string;
  };
  const [, owner, email] =
    /^projects\/([^/]+)\/serviceAccounts\/([^/]+@[^/]+)$/.exec(String(serviceAccount)) ?? [];
  if (owner === undefined || email === undefined)
    throw badRequest(
      action,
      `service account "${String(serviceAccount)}" must be of the form projects/<project>/serviceAccounts/<email>`,
    );
  if (cloud.store.read(serviceAccountName(project, email)) === undefined)
    throw notFound(action, `service account ${email} was not found in project ${project}`);
  // https://cloud.google.com/build/docs/securing-builds/configure-user-specified-service-accounts
  if (logsBucket === undefined && !["CLOUD_LOGGING_ONLY", "NONE"].includes(options?.logging ?? "")) {
    throw badRequest(
      action,
      "if 'build.service_account' is specified, the build must either (a) specify 'build.logs_bucket', (b) use the REGIONAL_USER_OWNED_BUCKET build.options.default_logs_bucket_behavior option, or (c) use either CLOUD_LOGGING_ONLY / NONE logging options",
    );
  }
  const seconds = /^(\d+)s$/.exec(timeout ?? "600s")?.[1];
  if (seconds === undefined || Number(seconds) > 86_400)
    throw badRequest(action, `invalid build timeout "${String(timeout)}": at most 86400s`);
}
