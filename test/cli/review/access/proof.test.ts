/** Proves over our own data which machines can write to an image repository, by any path. */
import { expect, test } from "vitest";
import { addressOf, type Grant } from "../../../../cli/review/access/grant.ts";
import { grantsOf } from "../../../../cli/review/access/grants.ts";
import { AccessGraph, type Access } from "../../../../cli/review/access/accessGraph.ts";
import { stackSettings } from "../../../../cli/review/plan/stackConfig.ts";
import { buildAccountEmail } from "../../../../components/staging-project/iam.ts";
import { dataIn } from "../../../support/load.ts";
import type { Group } from "../../../../inventory/groups/types.ts";

const { inventory, groups } = dataIn().data!;
const grants = grantsOf(inventory.stagingProjects, stackSettings("staging"));
/**
 * The Kubernetes service accounts of Prow's jobs that submit builds; each acts as the build account of the same name.
 */
const ownJobs = new Map(
  inventory.stagingProjects.map(({ id, name }) => [
    id,
    `k8s-infra-prow-build-trusted.svc.id.goog[test-pods/gcb-builder-${name}]`,
  ]),
);
const ownBuildAccounts = new Map(
  inventory.stagingProjects.map((project) => [project.id, buildAccountEmail(project)]),
);

/** Every role that allows pushing images, on a repository or its whole project. */
const WRITING_ROLES = [
  "roles/artifactregistry.admin",
  "roles/artifactregistry.createOnPushRepoAdmin",
  "roles/artifactregistry.createOnPushWriter",
  "roles/artifactregistry.repoAdmin",
  "roles/artifactregistry.writer",
  // These include a writer's permissions: https://cloud.google.com/iam/docs/roles-permissions/artifactregistry
  "roles/cloudbuild.builds.builder",
  "roles/editor",
  "roles/owner",
];

/** Everything that an address can write to, in whatever way. */
function writing(graph: AccessGraph, address: string): Access[] {
  return graph
    .access(address)
    .filter(
      ({ grant: { kind, role } }) =>
        (kind === "repository" || kind === "project") && WRITING_ROLES.includes(role),
    );
}

/** All members that are neither people nor groups: people are bound only as `group:` and `user:`. */
function machinesIn(graph: AccessGraph, grants: readonly Grant[]): string[] {
  const members = [...graph.addresses()].filter((address) => address.endsWith("gserviceaccount.com"));
  const bound = grants.map(({ member }) => member).filter((member) => !/^(group|user):/.test(member));
  return [...new Set([...members, ...bound.map(addressOf)])].sort();
}

/** The machines, other than a project's build account and its own Prow jobs, that can write in the project, and how. */
function foreignWriters(groups: readonly Group[], grants: readonly Grant[]): string[] {
  const graph = new AccessGraph(groups, grants);
  const lines = machinesIn(graph, grants).flatMap((address) =>
    writing(graph, address)
      .filter(
        ({ grant: { project } }) => ![ownBuildAccounts.get(project), ownJobs.get(project)].includes(address),
      )
      .map(
        ({ grant, through, holder }) =>
          `${address} writes ${grant.project}: ${[...through, holder].join(", ")}`,
      ),
  );
  return [...new Set(lines)].sort();
}

test("the only machines that can write to a project, a known few aside, are its build account and Prow jobs", () => {
  const prowBuild = "prow-build@k8s-infra-prow-build.iam.gserviceaccount.com";
  const prKubekins = "pr-kubekins@kubernetes-jenkins-pull.iam.gserviceaccount.com";
  const group = (name: string) => `k8s-infra-staging-${name}@kubernetes.io`;
  const builder = (name: string) => `gcb-builder-${name}@k8s-staging-${name}.iam.gserviceaccount.com`;
  // Upstream's groups have these members, which facts/upstream.md §1.1 (below the special cases) calls a hidden way to
  // grant access; groups/sig-node/groups.yaml keeps them. Lines may be removed, but none may be added. As members of
  // the group, they may also act as the project's build account. The one for ci-images is a special case in infra.yaml
  // with an expiry date.
  const pods = (cluster: string, account: string) => `${cluster}.svc.id.goog[test-pods/${account}]`;
  expect(foreignWriters(groups, grants)).toEqual([
    // Jobs of the untrusted cluster that submit builds as the project's own account: also a special case.
    `${pods("k8s-infra-prow-build", "gcb-builder-releng-test")} writes k8s-staging-releng-test: ${builder("releng-test")}`,
    `${prKubekins} writes k8s-staging-cri-tools: ${group("cri-tools")}`,
    `${prKubekins} writes k8s-staging-cri-tools: ${group("cri-tools")}, ${builder("cri-tools")}`,
    `${prowBuild} writes k8s-staging-ci-images: ${prowBuild}`,
    `${prowBuild} writes k8s-staging-cri-tools: ${group("cri-tools")}`,
    `${prowBuild} writes k8s-staging-cri-tools: ${group("cri-tools")}, ${builder("cri-tools")}`,
    `${prowBuild} writes k8s-staging-npd: ${group("npd")}`,
    `${prowBuild} writes k8s-staging-npd: ${group("npd")}, ${builder("npd")}`,
  ]);
});

test("allUsers cannot write to any repository", () => {
  expect(writing(new AccessGraph(groups, grants), "allUsers")).toEqual([]);
});

test("the proof detects machines in a nested group, acting as a build account, or with a write role", () => {
  const robot = "robot@elsewhere.iam.gserviceaccount.com";
  const known = foreignWriters(groups, grants).length;
  const planted = (change: Partial<{ groups: readonly Group[]; grants: readonly Grant[] }>) =>
    foreignWriters(change.groups ?? groups, change.grants ?? grants).length - known;
  const admins = "k8s-infra-release-admins@kubernetes.io";
  const inAdmins = groups.map((group) => (group.email === admins ? { ...group, members: [robot] } : group));
  // Release admins are release editors. In eight projects, each of the two groups holds a role, and the editors are in
  // the project's group, which may act as the build account.
  expect(planted({ groups: inAdmins })).toBe(8 * 4);
  const given = (grant: Pick<Grant, "kind" | "resource" | "role">) =>
    planted({
      grants: [...grants, { ...grant, project: "k8s-staging-kind", member: `serviceAccount:${robot}` }],
    });
  const project = { kind: "project", resource: "k8s-staging-kind" } as const;
  const account = ownBuildAccounts.get("k8s-staging-kind")!;
  const acting = "roles/iam.serviceAccountTokenCreator";
  expect(given({ kind: "service account", resource: account, role: acting })).toBe(1);
  expect(given({ ...project, role: acting })).toBe(1);
  expect(given({ ...project, role: "roles/artifactregistry.repoAdmin" })).toBe(1);
  expect(given({ ...project, role: "roles/viewer" })).toBe(0);
});

test("the proof finds the existing writers: each active project's build account, on both repositories", () => {
  const graph = new AccessGraph(groups, grants);
  for (const { id, state, profile } of inventory.stagingProjects) {
    const writes = writing(graph, ownBuildAccounts.get(id)!).map(({ grant }) => grant.resource);
    const repositories = [`us-central1-docker.pkg.dev/${id}/images`, `gcr.io/${id}`];
    expect(writes).toEqual(state === "active" && profile === "images" ? repositories : []);
  }
});
