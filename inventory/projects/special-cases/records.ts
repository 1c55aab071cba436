import type { SpecialCaseDeclaration } from "../declarations.ts";
import type { ExtraGrant, SpecialCase } from "../types.ts";
import type { GrantEntry } from "./schema.ts";

/** The records of the special cases that name a project. */
export function specialCasesOf(project: string, declared: readonly SpecialCaseDeclaration[]): SpecialCase[] {
  return declared
    .filter(({ entry }) => entry.projects.includes(project))
    .map(({ entry: { id, reason, date, expires, accounts, buckets, grants }, origin, valueAt }) => ({
      id,
      reason,
      date,
      expires,
      accounts,
      buckets,
      grants: grants.map(({ role, member, mode, ...on }, index) => ({
        role,
        member,
        mode,
        ...targetOf(on, project),
        origin: valueAt(["grants", index, "member"]),
      })),
      origin,
    }));
}

/** The target of a grant: the resource that it names, or else the staging project. */
export function targetOf(
  { account, bucket, repository, project }: Omit<GrantEntry, "role" | "member" | "mode">,
  stagingProject: string,
): Pick<ExtraGrant, "kind" | "resource"> {
  if (account !== undefined) return { kind: "service account", resource: account };
  if (bucket !== undefined) return { kind: "bucket", resource: bucket };
  if (repository !== undefined) return { kind: "repository", resource: repository };
  return { kind: "project", resource: project ?? stagingProject };
}
