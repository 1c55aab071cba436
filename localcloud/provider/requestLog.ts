import { appendFileSync } from "node:fs";
import { typeOf } from "../../boot/urn.ts";
import { setting } from "./settings.ts";

/** One request to a plugin as its log records it: a line of JSON, without property values. */
export interface LoggedRequest {
  /** RFC 3339. */
  readonly time: string;
  /** The package, such as `gcp`. */
  readonly package: string;
  /** The method of Pulumi's provider protocol, such as `create`. */
  readonly method: string;
  /** The resource and its type token; absent in requests that concern none. */
  readonly urn?: string;
  readonly type?: string;
  /** The request must not change anything. */
  readonly preview?: true;
  /** The cloud was changed, even if the response was lost. */
  changed?: true;
  /** The error that the engine was told instead of a result. */
  error?: string;
}

/** The log entry of a request that has not been answered yet. */
export function requestOf(packageName: string, method: string, request: object): LoggedRequest {
  const { getUrn, getPreview } = request as { getUrn?: () => string; getPreview?: () => boolean };
  const urn = getUrn?.call(request);
  return {
    time: new Date().toISOString(),
    package: packageName,
    method,
    ...(urn === undefined ? {} : { urn, type: typeOf(urn) }),
    ...(getPreview?.call(request) === true ? { preview: true } : {}),
  };
}

/** Appends requests to the file in `LOCALCLOUD_LOG`, which all plugins share. Logs nothing when that is unset. */
export function requestLog(): (request: LoggedRequest) => void {
  const file = setting("LOCALCLOUD_LOG");
  if (file === undefined) return () => undefined;
  return (request) => {
    appendFileSync(file, `${JSON.stringify(request)}\n`);
  };
}
