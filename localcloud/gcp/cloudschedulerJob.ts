import { boolean, object, string } from "../provider/shapes.ts";
import { badRequest, notFound } from "./apiError.ts";
import { regions } from "./locations.ts";
import { serviceAccountName } from "./names.ts";
import { namedType } from "./namedType.ts";

interface HttpTarget {
  readonly uri: string;
  readonly body?: string;
  readonly oauthToken?: { readonly serviceAccountEmail: string };
}

/** gcp.cloudscheduler.Job that makes an HTTP request as a service account. */
export const cloudschedulerJob = namedType({
  token: "gcp:cloudscheduler/job:Job",
  service: "cloudscheduler.googleapis.com",
  fields: {
    name: string("required", "replaces"),
    region: string("replaces", "computed"),
    description: string(),
    schedule: string(),
    timeZone: string({ default: "Etc/UTC" }),
    paused: boolean(),
    httpTarget: object({
      uri: string("required"),
      httpMethod: string(),
      body: string(),
      oauthToken: object({ serviceAccountEmail: string("required"), scope: string("computed") }),
    }),
  },
  computed: ["state"],
  /** gcp-provider.md, row cloudscheduler.Job. */
  check({ httpTarget }) {
    if (httpTarget === undefined)
      return [{ property: "httpTarget", reason: "exactly one target must be specified" }];
    const { body } = httpTarget as HttpTarget;
    if (body === undefined || /^[A-Za-z0-9+/]*={0,2}$/.test(body)) return [];
    return [{ property: "httpTarget.body", reason: "expected body to be base64 encoded" }];
  },
  name: "projects/{project}/locations/{region}/jobs/{name}",
  // https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs, name
  namePattern: /^[A-Za-z0-9_-]{1,500}$/,

  refuse({ project, region, schedule, httpTarget }, cloud, _path, action) {
    if (!regions.has(String(region)))
      throw badRequest(action, `Location '${String(region)}' is not a valid location.`);
    if (!/^(\S+ ){4}\S+$/.test(String(schedule)))
      throw badRequest(action, `Schedule or time zone is invalid: "${String(schedule)}".`);
    const { uri, oauthToken } = httpTarget as HttpTarget;
    if (!/^https?:\/\/[^/]+/.test(uri)) throw badRequest(action, `Target URI "${uri}" is invalid.`);
    const email = oauthToken?.serviceAccountEmail;
    if (email !== undefined && cloud.store.read(serviceAccountName(String(project), email)) === undefined)
      throw notFound(action, `Service account ${email} does not exist.`);
    // "OAuth token … only to googleapis.com": the field's documentation.
    if (email !== undefined && !/^https:\/\/([a-z0-9-]+\.)*googleapis\.com\//.test(uri))
      throw badRequest(
        action,
        `An OAuth token can only be sent to a *.googleapis.com target, not to ${uri}.`,
      );
  },
});
