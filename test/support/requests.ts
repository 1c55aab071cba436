import { readFileSync } from "node:fs";
import type { LoggedRequest } from "../../localcloud/provider/requestLog.ts";

/** The requests to localcloud, read from its log (LOCALCLOUD_LOG). */
export function requestsIn(log: string): LoggedRequest[] {
  return readFileSync(log, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as LoggedRequest);
}

/** The URNs of creations, once per creation, including those whose response was lost. */
export function createdIn(log: string): string[] {
  return requestsIn(log).flatMap(({ method, changed, urn }) =>
    method === "create" && changed && urn !== undefined ? [urn] : [],
  );
}

/**
 * Resources that were created more than once. Excludes the two kinds for which that creates no second one, and which
 * are therefore not adopted when a response was lost (components/builds/import-ids.ts).
 */
export function createdTwice(log: string): string[] {
  const created = createdIn(log).filter((urn) => !/:(ServiceIdentity|SecretIamMember)::/.test(urn));
  return created.filter((urn, index) => created.indexOf(urn) !== index);
}
