import { valueOf } from "../../yaml/values.ts";
import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import type { LocatedData } from "../../yaml/document.ts";
import type { StackName } from "../../stacks.ts";
import type { Position } from "../../yaml/position.ts";
import { digestPattern } from "../schema.ts";

/** A release as declared, with the positions of its parts. The date is not validated. */
interface Release {
  readonly digest: string;
  readonly date: unknown;
  readonly at: Position;
  readonly dateAt: Position;
}

/**
 * Checks that staging leads: prod runs only what staging runs or ran, and not earlier (facts/upstream.md §4: staging
 * always leads, production follows once staging is verified). Each list must run from newest to oldest.
 */
export function checkReleases(data: LocatedData): Diagnostic[] {
  const [staging, prod] = [releasesOf(data, "staging"), releasesOf(data, "prod")];
  return [...checkOrder("staging", staging), ...checkOrder("prod", prod), ...checkPromoted(staging, prod)];
}

function checkOrder(stack: StackName, releases: readonly Release[]): Diagnostic[] {
  return releases.slice(1).flatMap(({ date, dateAt }, index) => {
    const above = releases[index]!.date;
    if (typeof date !== "string" || typeof above !== "string" || date <= above) return [];
    const hint = "the newest release stands first: it is what runs";
    return error("release-order", dateAt, `${stack}: ${date} stands below ${above}`, hint);
  });
}

function checkPromoted(staging: readonly Release[], prod: readonly Release[]): Diagnostic[] {
  return prod.flatMap(({ digest, date, at, dateAt }) => {
    if (!digestPattern.test(digest)) return [];
    // A digest that was rolled back to is listed twice; the earliest entry counts.
    const tried = staging.findLast((release) => release.digest === digest);
    if (tried === undefined) return notStaged(digest, at, staging);
    if (typeof date !== "string" || typeof tried.date !== "string" || date >= tried.date) return [];
    const message = `prod runs ${digest} since ${date}, staging only since ${tried.date}`;
    return error("release-not-staged", dateAt, message, "staging leads: prod's date is the same or later");
  });
}

function notStaged(digest: string, at: Position, staging: readonly Release[]): Diagnostic {
  const known = staging.map((release) => release.digest).filter((each) => digestPattern.test(each));
  const allowed = known.length > 0 ? `prod may run ${[...new Set(known)].join(", ")}; or ` : "";
  const hint = `${allowed}run it in staging first: bin/infra release proxy ${digest}`;
  return error("release-not-staged", at, `prod may not run ${digest}: staging never ran it`, hint);
}

function releasesOf(data: LocatedData, stack: StackName): Release[] {
  const path = ["proxy", "stacks", stack, "releases"];
  const releases = valueOf(data.value, path);
  return (Array.isArray(releases) ? releases : []).flatMap((release: unknown, index) => {
    const digest = valueOf(release, ["digest"]);
    if (typeof digest !== "string") return [];
    const placeOf = (key: string) => data.valueAt([...path, index, key]);
    return [{ digest, date: valueOf(release, ["date"]), at: placeOf("digest"), dateAt: placeOf("date") }];
  });
}
