import { describe, expect, test } from "vitest";
import { describeStagingProject } from "../../../components/staging-project/describe.ts";
import { stagingProjectImportIds } from "../../../components/staging-project/import-ids.ts";
import { stagingProject } from "../../support/records.ts";
import { settings } from "../../support/settings.ts";

const GROUP = "group:k8s-infra-staging-kind@kubernetes.io";
const ADMINS = "group:k8s-infra-artifact-admins@kubernetes.io";
const BUILDER = "serviceAccount:gcb-builder-kind@k8s-staging-kind.iam.gserviceaccount.com";

const described = (...entry: string[]) =>
  describeStagingProject(stagingProject("k8s-staging-kind", ...entry), settings);
/** Members by the logical name of each binding, without the project's id. */
function bound(...entry: string[]): Record<string, string[]> {
  const { accountBindings, projectBindings, bucketBindings } = described(...entry).iam;
  const all = [...accountBindings, ...projectBindings, ...bucketBindings];
  return Object.fromEntries(
    all.map(({ name, args }) => [name.replace("k8s-staging-kind/", ""), args.members]),
  );
}

describe("who holds which role in an active project", () => {
  test("the group views the project, submits builds and acts as the build account, which only writes logs", () => {
    expect(bound()).toMatchObject({
      "roles/viewer": [ADMINS, GROUP],
      "roles/cloudbuild.builds.editor": [GROUP],
      "roles/serviceusage.serviceUsageConsumer": [GROUP],
      "gcb-builder-kind/roles/iam.serviceAccountUser": [GROUP],
      "roles/logging.logWriter": [BUILDER],
      "roles/containeranalysis.occurrences.viewer": [
        "serviceAccount:k8s-infra-gcr-vuln-scanning@k8s-artifacts-prod.iam.gserviceaccount.com",
      ],
    });
  });

  test("both buckets are public; the group and admins write both, the build account only its scratch bucket", () => {
    expect(bound()).toMatchObject({
      "k8s-staging-kind/roles/storage.objectViewer": ["allUsers"],
      "k8s-staging-kind/roles/storage.objectAdmin": [ADMINS, GROUP],
      "k8s-staging-kind-gcb/roles/storage.objectViewer": ["allUsers"],
      "k8s-staging-kind-gcb/roles/storage.objectAdmin": [ADMINS, GROUP, BUILDER],
    });
  });

  test("bucket ownership is granted by member resources, which keep Google's own members", () => {
    expect(described().iam.bucketMembers.map(({ args }) => args)).toEqual([
      { bucket: "k8s-staging-kind", role: "roles/storage.legacyBucketOwner", member: ADMINS },
      { bucket: "k8s-staging-kind-gcb", role: "roles/storage.legacyBucketOwner", member: ADMINS },
    ]);
  });

  test("the build account's id fits Google's 30-character limit for the longest name", () => {
    const longest = stagingProject("k8s-staging-cloud-provider-ibm");
    const [builder] = describeStagingProject(longest, settings).iam.accounts;
    expect(builder?.args.accountId).toBe("gcb-builder-cloud-provider-ibm");
    expect(builder?.args.accountId).toHaveLength(30);
  });
});

test("freezing removes the roles to write and build, and keeps the roles to read", () => {
  const before = bound();
  const after = bound("state: frozen");
  const changed = Object.keys(before).filter((name) => String(before[name]) !== String(after[name]));
  expect(changed.sort()).toEqual([
    "gcb-builder-kind/roles/iam.serviceAccountUser",
    "k8s-staging-kind-gcb/roles/storage.objectAdmin",
    "k8s-staging-kind/roles/storage.objectAdmin",
    "roles/cloudbuild.builds.editor",
    "roles/logging.logWriter",
    "roles/serviceusage.serviceUsageConsumer",
  ]);
  expect(after["roles/cloudbuild.builds.editor"]).toEqual([]);
  expect(after["k8s-staging-kind-gcb/roles/storage.objectAdmin"]).toEqual([ADMINS]);
});

test("a retired project does not refer to its group, so that the group can be deleted", () => {
  expect(JSON.stringify(described("state: retired", "read_only_until: 2027-03-01"))).not.toContain(GROUP);
});

test("a build-only project has no IAM resources of its own", () => {
  expect(Object.values(described("profile: build-only").iam)).toEqual([[], [], [], [], [], []]);
});

test("a binding's import id is its target, a space and its role", () => {
  const account =
    "projects/k8s-staging-kind/serviceAccounts/gcb-builder-kind@k8s-staging-kind.iam.gserviceaccount.com";
  expect(stagingProjectImportIds(described())).toMatchObject({
    "k8s-staging-kind/gcb-builder-kind": account,
    "k8s-staging-kind/gcb-builder-kind/roles/iam.serviceAccountUser": `${account} roles/iam.serviceAccountUser`,
    "k8s-staging-kind/roles/viewer": "k8s-staging-kind roles/viewer",
    "k8s-staging-kind/k8s-staging-kind-gcb/roles/storage.objectViewer":
      "b/k8s-staging-kind-gcb roles/storage.objectViewer",
    [`k8s-staging-kind/k8s-staging-kind/roles/storage.legacyBucketOwner/${ADMINS}`]: `b/k8s-staging-kind roles/storage.legacyBucketOwner ${ADMINS}`,
  });
});
