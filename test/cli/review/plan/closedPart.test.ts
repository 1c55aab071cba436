/** What the program registers for a change: what differs, what depends on it, and the groups that it depends on. */
import { expect, test } from "vitest";
import { isEmpty } from "../../../../inventory/part/part.ts";
import { partOf } from "../../../../cli/review/plan/difference.ts";
import { dozen, type Edit } from "../report/changes.ts";

/** The projects, by their short names, and groups that a change of the dozen registers. */
function registered(edit: Edit): { projects: string[]; groups: string[] } {
  const part = partOf("staging", { base: dozen(), head: dozen(edit) })!;
  return {
    projects: part.projects.map((id) => id.replace("k8s-staging-", "")).toSorted(),
    groups: part.groups.map((email) => email.replace("@kubernetes.io", "")).toSorted(),
  };
}

test("a changed project comes with the groups that its bindings name, and those nested in them", () => {
  const edit: Edit = {
    infra: ["      k8s-staging-csi:\n", "      k8s-staging-csi:\n        labels: { area: storage }\n"],
  };
  expect(registered(edit)).toEqual({
    projects: ["csi"],
    groups: ["k8s-infra-artifact-admins", "k8s-infra-release-editors", "k8s-infra-staging-csi"],
  });
});

test("changed members of a group concern no project", () => {
  const edit: Edit = {
    groups: ["    members:\n      - ada@example.com\n", "    members:\n      - bob@example.com\n"],
  };
  expect(registered(edit)).toEqual({
    projects: [],
    groups: ["k8s-infra-artifact-admins", "k8s-infra-release-editors"],
  });
});

test("a changed group comes with the groups that it is nested in, and with every project that binds it", () => {
  const edit: Edit = { groups: ["ACL for release editors", "ACL for the editors of releases"] };
  expect(registered(edit)).toEqual({
    projects: ["dns", "releng"],
    groups: [
      "k8s-infra-artifact-admins",
      "k8s-infra-release-editors",
      "k8s-infra-staging-dns",
      "k8s-infra-staging-releng",
    ],
  });
});

test("a changed staging project concerns the staging stack alone", () => {
  const edit: Edit = {
    infra: ["      k8s-staging-csi:\n", "      k8s-staging-csi:\n        labels: { area: storage }\n"],
  };
  const part = partOf("prod", { base: dozen(), head: dozen(edit) })!;
  expect(isEmpty(part)).toBe(true);
});
