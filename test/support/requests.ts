import { readFileSync } from "node:fs";
import type { LoggedRequest } from "../../localcloud/provider/requestLog.ts";
import { stateOf } from "./infra.ts";

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
 * The URNs of resources that were created more than once. Excludes those whose second creation creates nothing, and which
 * are therefore not adopted when a response was lost: two kinds (components/builds/import-ids.ts), and lists and bindings
 * without members, which the clouds do not distinguish from missing ones (docs/adr/adoption.md).
 *
 * @param state the state folder after the run
 */
export function createdTwice(log: string, state: string): string[] {
  const empty = new Set(stateOf(state).flatMap(({ urn, inputs }) => (isEmpty(inputs?.members) ? [urn] : [])));
  const created = createdIn(log).filter(
    (urn) => !empty.has(urn) && !/:(ServiceIdentity|SecretIamMember)::/.test(urn),
  );
  return created.filter((urn, index) => created.indexOf(urn) !== index);
}

function isEmpty(members: unknown): boolean {
  return Array.isArray(members) && members.length === 0;
}
