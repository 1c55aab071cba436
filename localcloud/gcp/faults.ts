import type { FaultKinds, Fault } from "../provider/faultKinds.ts";
import { typeOf } from "../../boot/urn.ts";
import { actionOf } from "../provider/change.ts";
import { ApiError } from "./apiError.ts";
import { serviceOf } from "./serviceOf.ts";

const quota = "Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute'";

/**
 * Types whose creation sets or enables something that may be there already, so that a retry cannot conflict with
 * itself.
 */
const IS_SET =
  /iam(Binding|Member|AuditConfig)$|projects\/service:Service$|:(ServiceIdentity|GroupSettings|GroupMembers)$/i;

const answered = (status: number, message: string, reason: string, changed = false): Fault => ({
  changed,
  error: ({ method, urn }) => new ApiError(actionOf(method, urn), status, reason, message),
});

/**
 * The faults of Google Cloud and Google Workspace. The real provider retries 429, 500, 502, 503 and dropped
 * connections (terraform-provider-google, google/transport/error_retry_predicates.go). When it retries a creation that
 * took effect, the retry finds its own resource.
 */
export const googleFaults: FaultKinds = {
  faults: [
    answered(429, quota, "rateLimitExceeded"),
    answered(500, "Internal error encountered.", "backendError"),
    answered(503, "The service is currently unavailable.", "backendError"),
    {
      changed: false,
      error: ({ method, urn }) => new Error(`Error ${actionOf(method, urn)}: context deadline exceeded`),
    },
    {
      changed: true,
      error: ({ method, urn }) =>
        new Error(`Error ${actionOf(method, urn)}: read tcp: connection reset by peer`),
    },
    {
      ...answered(409, "Requested entity already exists", "alreadyExists", true),
      happensTo: ({ method, urn }) => method === "create" && !IS_SET.test(typeOf(urn)),
    },
    {
      // Somebody else changed it between the read and the write (hashicorp/terraform-provider-google#7853).
      ...answered(412, "Precondition Failed", "conditionNotMet"),
      happensTo: ({ urn }) => typeOf(urn).startsWith("gcp:storage/"),
    },
  ],
  serviceOf,
  // GoogleCloudPlatform/python-docs-samples#3482
  overQuota: (service, { method, urn }) =>
    new ApiError(actionOf(method, urn), 429, "rateLimitExceeded", `${quota} of service '${service}'`),
};
