import { appendFileSync } from "node:fs";
import { typeOf } from "./change.ts";
import { setting } from "./settings.ts";

/** One request to a plugin, as its log has it: a line of JSON, without any property's value. */
export interface LoggedRequest {
  /** RFC 3339. */
  readonly time: string;
  /** The package, such as `gcp`. */
  readonly package: string;
  /** The method of Pulumi's provider protocol, such as `create`. */
  readonly method: string;
  /** The resource, and its type token; absent where a request is about none. */
  readonly urn?: string;
  readonly type?: string;
  /** Nothing is to be changed. */
  readonly preview?: true;
  /** The cloud was changed: also where the answer was lost. */
  changed?: true;
  /** What the engine was told, if not the result. */
  error?: string;
}

/** What the log says of a request before it is answered. */
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

/** Writes requests to the file that `LOCALCLOUD_LOG` names, which plugins share; without that setting nowhere. */
export function requestLog(): (request: LoggedRequest) => void {
  const file = setting("LOCALCLOUD_LOG");
  if (file === undefined) return () => undefined;
  return (request) => {
    appendFileSync(file, `${JSON.stringify(request)}\n`);
  };
}
