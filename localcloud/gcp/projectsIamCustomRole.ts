import { string, stringSet } from "../provider/shapes.ts";
import { namedType } from "./namedType.ts";

/** gcp.projects.IAMCustomRole. The id of a deleted role is free at once here; Google reserves it for 37 days. */
export const projectsIamCustomRole = namedType({
  token: "gcp:projects/iAMCustomRole:IAMCustomRole",
  service: "iam.googleapis.com",
  fields: {
    roleId: string("required", "replaces"),
    title: string("required"),
    description: string(),
    permissions: stringSet("required"),
    stage: string({ default: "GA" }),
  },
  computed: ["name", "deleted"],
  outputs: (_stored, path) => ({ name: path }),
  /** gcp-provider.md, row projects.IAMCustomRole. */
  check: ({ roleId, permissions }) => [
    ...(/^[a-zA-Z0-9_.]{3,64}$/.test(String(roleId))
      ? []
      : [
          {
            property: "roleId",
            reason: `"role_id" ("${String(roleId)}") doesn't match regexp "^[a-zA-Z0-9_\\\\.]{3,64}$"`,
          },
        ]),
    ...((permissions as unknown[]).length > 0
      ? []
      : [
          {
            property: "permissions",
            reason: "Attribute permissions requires 1 item minimum, but config has only 0 declared.",
          },
        ]),
  ],
  name: "projects/{project}/roles/{roleId}",
  fault({ permissions }) {
    const wrong = (permissions as string[]).find(
      (permission) => !/^[a-z]+(\.[a-zA-Z]+){2}$/.test(permission),
    );
    return wrong && `Permission ${wrong} is not valid.`;
  },
});
