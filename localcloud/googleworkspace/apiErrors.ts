/**
 * Errors of the Directory and Groups Settings APIs. From `googleapi:` on, they are what the real provider prints. It
 * prints nothing else, so in a real run one has to guess which address was wrong.
 */
import { ApiError } from "../gcp/apiError.ts";

/** 400: https://github.com/kubernetes/k8s.io/pull/6049 for memberKey. */
export function invalidInput(action: string, what: string): ApiError {
  return new ApiError(action, 400, "invalid", `Invalid Input: ${what}`);
}

/** 400 of the Groups Settings API: https://github.com/DeviaVir/terraform-provider-gsuite/pull/106. */
export function invalidValue(action: string): ApiError {
  return new ApiError(action, 400, "invalid", "Invalid Value");
}

/** 400: not an address at all. https://github.com/DeviaVir/terraform-provider-gsuite/issues/77 */
export function missingField(action: string, field: string): ApiError {
  const message = `Missing required field: ${field}`;
  return new ApiError(action, 400, "required", message);
}

/** 404: https://github.com/googleapis/google-api-nodejs-client/issues/166 */
export function resourceNotFound(action: string, key: "groupKey" | "memberKey"): ApiError {
  return new ApiError(action, 404, "notFound", `Resource Not Found: ${key}`);
}

/** 404: https://github.com/slashdevops/idp-scim-sync/issues/67 */
export function domainNotFound(action: string): ApiError {
  return new ApiError(action, 404, "notFound", "Domain not found.");
}

/** 409: https://github.com/hashicorp/terraform-provider-googleworkspace/issues/192 for members. */
export function duplicate(action: string, what: "Entity" | "Member"): ApiError {
  return new ApiError(action, 409, "duplicate", `${what} already exists.`);
}

/** 412: wording and reason from https://github.com/GAM-team/GAM (callGAPI), the status from memory. */
export function cyclicMembership(action: string): ApiError {
  const message = "Cyclic memberships not allowed";
  return new ApiError(action, 412, "conditionNotMet", message);
}
