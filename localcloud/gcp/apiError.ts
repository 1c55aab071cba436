/** An API's error as googleapis prints it: HTTP status, sentence, reason. */
export interface ApiErrorParts {
  readonly status: number;
  readonly message: string;
  readonly reason: string;
  /** What failed, and on which resource, such as `creating Repository projects/p/locations/us/repositories/r`. */
  readonly action: string;
}

/**
 * An error of a Google API. The message has the real plugin's format: `Error <action>: googleapi: Error <status>:
 * <message>, <reason>` (google.golang.org/api/googleapi, `Error.Error()`).
 */
export class ApiError extends Error {
  readonly status: number;
  readonly reason: string;

  constructor(parts: ApiErrorParts) {
    super(`Error ${parts.action}: googleapi: Error ${parts.status}: ${parts.message}, ${parts.reason}`);
    this.name = "ApiError";
    this.status = parts.status;
    this.reason = parts.reason;
  }
}

/** 400: an invalid argument. */
export function badRequest(action: string, message: string): ApiError {
  return new ApiError({ action, status: 400, message, reason: "badRequest" });
}

/** 403: missing or not permitted; the API does not say which. */
export function forbidden(action: string, message: string): ApiError {
  return new ApiError({ action, status: 403, message, reason: "forbidden" });
}

export function notFound(action: string, message: string): ApiError {
  return new ApiError({ action, status: 404, message, reason: "notFound" });
}

export function alreadyExists(action: string, message = "Requested entity already exists"): ApiError {
  return new ApiError({ action, status: 409, message, reason: "alreadyExists" });
}
