import { readFileSync } from "node:fs";
import type { LoggedRequest } from "../../localcloud/provider/requestLog.ts";

/** What localcloud was asked for, as its log has it (LOCALCLOUD_LOG). */
export function requestsIn(log: string): LoggedRequest[] {
  return readFileSync(log, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as LoggedRequest);
}

/** URNs of what was made, as often as it was: also where the answer was lost. */
export function createdIn(log: string): string[] {
  return requestsIn(log).flatMap(({ method, changed, urn }) =>
    method === "create" && changed && urn !== undefined ? [urn] : [],
  );
}

/**
 * What was made more than once, but for the two kinds of which that makes no second one, and which are therefore never
 * adopted when an answer was lost (components/builds/import-ids.ts).
 */
export function createdTwice(log: string): string[] {
  const created = createdIn(log).filter((urn) => !/:(ServiceIdentity|SecretIamMember)::/.test(urn));
  return created.filter((urn, index) => created.indexOf(urn) !== index);
}
