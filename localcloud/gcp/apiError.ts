/**
 * An error of a Google API. The message has the real plugin's format: `Error <action>: googleapi: Error <status>:
 * <message>, <reason>` (google.golang.org/api/googleapi, `Error.Error()`).
 */
export class ApiError extends Error {
  readonly status: number;
  readonly reason: string;

  /**
   * @param action what failed, and on which resource, such as `creating Repository projects/p/locations/us/repositories/r`
   * @param status of HTTP
   */
  constructor(action: string, status: number, reason: string, message: string) {
    super(`Error ${action}: googleapi: Error ${status}: ${message}, ${reason}`);
    this.name = "ApiError";
    this.status = status;
    this.reason = reason;
  }
}

/** 400: an invalid argument. */
export function badRequest(action: string, message: string): ApiError {
  return new ApiError(action, 400, "badRequest", message);
}

/** 403: missing or not permitted; the API does not say which. */
export function forbidden(action: string, message: string): ApiError {
  return new ApiError(action, 403, "forbidden", message);
}

export function notFound(action: string, message: string): ApiError {
  return new ApiError(action, 404, "notFound", message);
}

export function alreadyExists(action: string, message = "Requested entity already exists"): ApiError {
  return new ApiError(action, 409, "alreadyExists", message);
}
