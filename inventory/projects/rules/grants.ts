import type { Declarations, SpecialCaseDeclaration, StagingDeclaration } from "../declarations.ts";
import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { buildAccountId, serviceAccountEmail, stagingName } from "../naming.ts";
import { nearest } from "../../../terminal/nearest.ts";
import { targetOf } from "../special-cases/records.ts";
import type { GrantEntry } from "../special-cases/schema.ts";
import type { ExtraGrant } from "../types.ts";
import { alternatives } from "../../../terminal/wording.ts";

/** One grant of a special case, in one of the projects that the special case names. */
interface Given {
  readonly special: SpecialCaseDeclaration;
  readonly index: number;
  readonly grant: GrantEntry;
  readonly project: StagingDeclaration;
  readonly on: Pick<ExtraGrant, "kind" | "resource">;
}

/**
 * Roles that Google's service agents and convenience members also hold, so that a binding must not be authoritative
 * (architecture, Access).
 */
const HELD_BY_GOOGLE =
  /^roles\/(.*\.serviceAgent|cloudbuild\.builds\.builder|storage\.legacy(Bucket|Object)[A-Za-z]+)$/i;

/** Checks the grants of special cases: the target exists, the member may hold the role, and the mode fits. */
export function checkGrants({ staging, specialCases }: Declarations): Diagnostic[] {
  const made = new Map(staging.map((project) => [project.id, madeIn(project, specialCases)]));
  const all = specialCases.flatMap((special) => givenBy(special, staging));
  return all.flatMap((given, position) => {
    const { accounts, buckets } = made.get(given.project.id)!;
    return [
      ...checkTarget(given, accounts, buckets, made),
      ...checkRole(given),
      ...checkMode(given, made),
      ...checkAccount(given, made),
      ...checkRepeated(given, all.slice(0, position)),
    ];
  });
}

function givenBy(special: SpecialCaseDeclaration, staging: readonly StagingDeclaration[]): Given[] {
  const projects = staging.filter(({ id }) => special.entry.projects.includes(id));
  return special.entry.grants.flatMap((grant, index) =>
    projects.map((project) => ({ special, index, grant, project, on: targetOf(grant, project.id) })),
  );
}

interface Made {
  /** By id. */
  readonly accounts: readonly string[];
  readonly buckets: readonly string[];
}

/** The possible targets of a grant in a project, besides the project itself and its repositories. */
function madeIn({ id, entry }: StagingDeclaration, specialCases: readonly SpecialCaseDeclaration[]): Made {
  const own = specialCases.filter((special) => special.entry.projects.includes(id));
  const hasImages = entry.profile === "images";
  return {
    accounts: [
      ...(hasImages ? [buildAccountId(stagingName(id))] : []),
      ...own.flatMap((special) => special.entry.accounts.map((account) => account.id)),
    ],
    buckets: [...(hasImages ? [id, `${id}-gcb`] : []), ...own.flatMap((special) => special.entry.buckets)],
  };
}

function report(
  { special, index }: Given,
  rule: string,
  key: keyof GrantEntry,
  what: string,
  hint: string,
): Diagnostic {
  const message = `the special case ${special.entry.id}: grants[${index}] ${what}`;
  return error(rule, special.valueAt(["grants", index, key]), message, hint);
}

function checkTarget(
  given: Given,
  accounts: readonly string[],
  buckets: readonly string[],
  staging: ReadonlyMap<string, Made>,
): Diagnostic[] {
  const { special, index, grant, project } = given;
  const keys = (["account", "bucket", "repository", "project"] as const).filter(
    (key) => grant[key] !== undefined,
  );
  if (keys.length > 1) {
    const message = `the special case ${special.entry.id}: grants[${index}] names ${alternatives(keys).replace(" or ", " and ")}; a grant is on one thing`;
    return [error("grant-target", special.keyAt(["grants", index]), message, "make it one grant each")];
  }
  const missing = (key: "account" | "bucket", known: readonly string[]) => {
    const value = grant[key];
    if (value === undefined || known.includes(value)) return [];
    const hint = known.length === 0 ? "add it to the special case" : `it has ${alternatives(known)}`;
    return [
      report(
        given,
        "grant-target",
        key,
        `is on the ${key} ${value}, which ${project.id} does not have`,
        hint,
      ),
    ];
  };
  const noRepository = grant.repository !== undefined && project.entry.profile !== "images";
  return [
    ...missing("account", accounts),
    ...missing("bucket", buckets),
    ...(noRepository
      ? [
          report(
            given,
            "grant-target",
            "repository",
            `is on a repository, which ${project.id} does not have`,
            "",
          ),
        ]
      : []),
    ...(grant.project !== undefined && staging.has(grant.project)
      ? [
          report(
            given,
            "grant-target",
            "project",
            `is on the staging project ${grant.project}`,
            "name that one in `projects`, in a special case of its own",
          ),
        ]
      : []),
  ];
}

/** Basic roles grant everything: https://cloud.google.com/iam/docs/roles-overview#basic. Groups may be viewers. */
function checkRole(given: Given): Diagnostic[] {
  const { role, member } = given.grant;
  if (role === "roles/owner" || role === "roles/editor")
    return [report(given, "basic-role", "role", `gives ${role}`, "give the narrowest role that will do")];
  if (role === "roles/viewer" && !member.startsWith("group:"))
    return [
      report(given, "basic-role", "role", `gives roles/viewer to ${member}`, "only groups may hold it"),
    ];
  return [];
}

function checkMode(given: Given, staging: ReadonlyMap<string, Made>): Diagnostic[] {
  const { grant, on } = given;
  const ours = on.kind !== "project" || staging.has(on.resource);
  const expected = ours && !HELD_BY_GOOGLE.test(grant.role) ? "authoritative" : "additive";
  if (grant.mode === expected) return [];
  const why = ours
    ? expected === "additive"
      ? `Google's own members hold ${grant.role}, too`
      : "nobody else may hold a role on what this program makes"
    : `${on.resource} is not ours`;
  const hint = expected === "additive" ? "write `mode: additive`" : "remove `mode: additive`";
  return [report(given, "grant-mode", "mode", `is ${grant.mode}, but ${why}`, hint)];
}

/** Catches typos in accounts of our own projects before the cloud does. */
function checkAccount(given: Given, staging: ReadonlyMap<string, Made>): Diagnostic[] {
  const [, account = "", owner = ""] =
    /^serviceAccount:([^@]+)@([^@.]+)\.iam\.gserviceaccount\.com$/.exec(given.grant.member) ?? [];
  const known = staging.get(owner)?.accounts;
  if (known === undefined || known.includes(account)) return [];
  const near = nearest(account, known);
  const hint = near === undefined ? "" : `did you mean ${serviceAccountEmail(near, owner)}?`;
  return [report(given, "unknown-account", "member", `names ${account}, which ${owner} does not have`, hint)];
}

function checkRepeated(given: Given, earlier: readonly Given[]): Diagnostic[] {
  const key = ({ grant, on }: Given) => [on.kind, on.resource, grant.role, grant.member].join(" ");
  const same = earlier.find((other) => other.project === given.project && key(other) === key(given));
  if (same === undefined) return [];
  const where = `${same.special.entry.id} (line ${same.special.keyAt(["grants", same.index]).line})`;
  return [report(given, "duplicate-grant", "member", `stands also in ${where}`, "remove one of the two")];
}
