import { describe, expect, it } from "vitest";
import type { Values } from "../../localcloud/provider/resourceType.ts";
import { billingAccount, organization, Sandbox, type Kind } from "./sandbox.ts";

const project = "k8s-staging-demo";
const group = "group:k8s-infra-staging-demo@kubernetes.io";
const admins = "group:k8s-infra-artifact-admins@kubernetes.io";
const repository = `projects/${project}/locations/us-central1/repositories/images`;
const account = `projects/${project}/serviceAccounts/gcb-builder-demo@${project}.iam.gserviceaccount.com`;

interface Case {
  readonly kind: Kind;
  readonly inputs: Values;
  /** Resources to create first, by kind. */
  readonly needs?: readonly (readonly [Kind, Values])[];
  readonly id: string | RegExp;
  readonly importId?: (id: string) => string;
  /** Inputs that change in place; absent when every property requires a replacement. */
  readonly updated?: Values;
  /** Properties that an import does not return. */
  readonly lostByImport?: readonly string[];
  /** A property that requires a replacement, with a new value. */
  readonly replacing: Values;
  /** Whether it is still readable after delete, as with the real plugin. */
  readonly staysReadable?: boolean;
}

const imagesRepository = [
  "repository",
  { project, location: "us-central1", repositoryId: "images", format: "DOCKER" },
] as const;
const scratchBucket = ["bucket", { project, name: `${project}-gcb`, location: "us" }] as const;
const builder = ["account", { project, accountId: "gcb-builder-demo" }] as const;
const reader = "roles/artifactregistry.reader";

const cases: readonly Case[] = [
  {
    kind: "service",
    inputs: { project, service: "pubsub.googleapis.com", disableOnDestroy: true },
    id: `${project}/pubsub.googleapis.com`,
    updated: {
      project,
      service: "pubsub.googleapis.com",
      disableOnDestroy: true,
      disableDependentServices: true,
    },
    lostByImport: ["disableOnDestroy", "disableDependentServices"],
    replacing: { service: "logging.googleapis.com" },
  },
  {
    kind: "lien",
    inputs: {
      parent: `projects/${project}`,
      origin: "k8s-registry",
      reason: "images",
      restrictions: ["resourcemanager.projects.delete"],
    },
    id: /^p\d{12}-l[0-9a-f-]{36}$/,
    importId: (id) => `${project}/${id}`,
    replacing: { reason: "other" },
  },
  {
    kind: "bucket",
    inputs: {
      project,
      name: project,
      location: "us",
      uniformBucketLevelAccess: true,
      lifecycleRules: [{ action: { type: "Delete" }, condition: { age: 60 } }],
      logging: { logBucket: "k8s-infra-artifacts-gcslogs" },
    },
    id: project,
    importId: (id) => `${project}/${id}`,
    updated: { project, name: project, location: "us", uniformBucketLevelAccess: true },
    replacing: { location: "eu" },
  },
  {
    kind: "repository",
    inputs: {
      project,
      location: "us-central1",
      repositoryId: "images",
      format: "DOCKER",
      cleanupPolicies: [
        { id: "delete-old", action: "DELETE", condition: { olderThan: "7776000s" } },
        { id: "keep-some", action: "KEEP", mostRecentVersions: { keepCount: 5 } },
      ],
    },
    id: repository,
    importId: () => `${project}/us-central1/images`,
    updated: {
      project,
      location: "us-central1",
      repositoryId: "images",
      format: "DOCKER",
      description: "Images",
    },
    replacing: { repositoryId: "other" },
  },
  {
    kind: "repositoryBinding",
    needs: [imagesRepository],
    inputs: {
      project,
      location: "us-central1",
      repository: "images",
      role: reader,
      members: ["allUsers", group],
    },
    id: `${repository}/${reader}`,
    importId: () => `${repository} ${reader}`,
    updated: { project, location: "us-central1", repository: "images", role: reader, members: ["allUsers"] },
    replacing: { role: "roles/artifactregistry.writer" },
    staysReadable: true,
  },
  {
    kind: "repositoryMember",
    needs: [imagesRepository],
    inputs: { project, location: "us-central1", repository: "images", role: reader, member: "allUsers" },
    id: `${repository}/${reader}/allusers`,
    importId: () => `${repository} ${reader} allUsers`,
    replacing: { member: group },
  },
  {
    kind: "projectBinding",
    inputs: { project, role: "roles/viewer", members: [group, admins] },
    id: `${project}/roles/viewer`,
    importId: () => `${project} roles/viewer`,
    updated: { project, role: "roles/viewer", members: [group] },
    replacing: { role: "roles/browser" },
    staysReadable: true,
  },
  {
    kind: "projectMember",
    inputs: { project, role: "roles/viewer", member: group },
    id: `${project}/roles/viewer/${group}`,
    importId: () => `${project} roles/viewer ${group}`,
    replacing: { member: admins },
  },
  {
    kind: "bucketBinding",
    needs: [scratchBucket],
    inputs: { bucket: `${project}-gcb`, role: "roles/storage.objectAdmin", members: [group, admins] },
    id: `b/${project}-gcb/roles/storage.objectAdmin`,
    importId: () => `b/${project}-gcb roles/storage.objectAdmin`,
    updated: { bucket: `${project}-gcb`, role: "roles/storage.objectAdmin", members: [admins] },
    replacing: { role: "roles/storage.objectViewer" },
    staysReadable: true,
  },
  {
    kind: "bucketMember",
    needs: [scratchBucket],
    inputs: { bucket: `${project}-gcb`, role: "roles/storage.legacyBucketOwner", member: admins },
    id: `b/${project}-gcb/roles/storage.legacyBucketOwner/${admins}`,
    importId: () => `b/${project}-gcb roles/storage.legacyBucketOwner ${admins}`,
    replacing: { member: group },
  },
  {
    kind: "account",
    inputs: { project, accountId: "gcb-builder-demo", displayName: "Builder" },
    id: account,
    updated: {
      project,
      accountId: "gcb-builder-demo",
      displayName: "Builder of demo",
      description: "Builds",
    },
    replacing: { accountId: "gcb-builder-other" },
  },
  {
    kind: "accountBinding",
    needs: [builder],
    inputs: { serviceAccountId: account, role: "roles/iam.serviceAccountUser", members: [group] },
    id: `${account}/roles/iam.serviceAccountUser`,
    importId: () => `${account} roles/iam.serviceAccountUser`,
    updated: { serviceAccountId: account, role: "roles/iam.serviceAccountUser", members: [group, admins] },
    replacing: { role: "roles/iam.workloadIdentityUser" },
    staysReadable: true,
  },
  {
    kind: "accountMember",
    needs: [builder],
    inputs: { serviceAccountId: account, role: "roles/iam.serviceAccountUser", member: group },
    id: `${account}/roles/iam.serviceAccountUser/${group}`,
    importId: () => `${account} roles/iam.serviceAccountUser ${group}`,
    replacing: { member: admins },
  },
];

const services = ["artifactregistry", "iam", "storage-api"];

describe.each(cases)(
  "a $kind",
  ({ kind, inputs, needs = [], id, importId, updated, lostByImport = [], replacing, staysReadable }) => {
    it("is created without a diff, updated, imported and deleted", () => {
      const sandbox = new Sandbox();
      sandbox.project(project, services);
      for (const [needed, values] of needs) sandbox.create(needed, values);

      let resource = sandbox.create(kind, inputs);
      if (typeof id === "string") expect(resource.id).toBe(id);
      else expect(resource.id).toMatch(id);
      expect(sandbox.diff(kind, resource.outputs, inputs)).toEqual({ changed: [], replaced: [] });

      let current = inputs;
      if (updated !== undefined) {
        const keys = new Set([...Object.keys(inputs), ...Object.keys(updated)]);
        const changed = [...keys].filter(
          (key) => JSON.stringify(inputs[key]) !== JSON.stringify(updated[key]),
        );
        const difference = sandbox.diff(kind, resource.outputs, updated);
        expect([...difference.changed].sort()).toEqual(changed.sort());
        expect(difference.replaced).toEqual([]);
        resource = { id: resource.id, outputs: sandbox.update(kind, resource, updated) };
        current = updated;
        expect(sandbox.diff(kind, resource.outputs, current)).toEqual({ changed: [], replaced: [] });
      }
      const name = Object.keys(replacing)[0];
      expect(sandbox.diff(kind, resource.outputs, { ...current, ...replacing })).toEqual({
        changed: [name],
        replaced: [name],
      });

      const refreshed = sandbox.read(kind, resource.id, resource.outputs, sandbox.checked(kind, current));
      expect(refreshed?.id).toBe(resource.id);
      expect(refreshed?.outputs).toEqual(resource.outputs);

      const imported = sandbox.read(kind, importId?.(resource.id) ?? resource.id);
      expect(imported?.id).toBe(resource.id);
      const kept = Object.entries(resource.outputs).filter(([key]) => !lostByImport.includes(key));
      expect(imported?.outputs).toEqual(Object.fromEntries(kept));
      expect(sandbox.failures(kind, imported?.inputs ?? {})).toEqual([]);
      const inDifference = sandbox.diff(kind, imported?.outputs ?? {}, current);
      expect(inDifference.replaced).toEqual([]);
      expect(inDifference.changed.filter((key) => !lostByImport.includes(key))).toEqual([]);
      expect(sandbox.diff(kind, imported?.outputs ?? {}, imported?.inputs ?? {}).changed).toEqual([]);

      sandbox.delete(kind, resource);
      const after = sandbox.read(kind, resource.id, resource.outputs, sandbox.checked(kind, current));
      if (staysReadable === true) expect(after?.outputs.members).toEqual([]);
      else expect(after).toBeUndefined();
    });
  },
);

describe("a project", () => {
  const inputs = {
    projectId: project,
    name: project,
    orgId: organization,
    billingAccount,
    labels: { sig: "node" },
    deletionPolicy: "DELETE",
  };

  it("is created without a diff, updated, imported and deleted", () => {
    const sandbox = new Sandbox();
    const created = sandbox.create("project", inputs);
    expect(created).toEqual({
      id: `projects/${project}`,
      outputs: {
        ...inputs,
        autoCreateNetwork: true,
        number: sandbox.read("project", project)?.outputs.number,
        pulumiLabels: { sig: "node" },
        effectiveLabels: { sig: "node" },
      },
    });
    expect(created.outputs.number).toMatch(/^[1-9]\d{11}$/);
    expect(sandbox.diff("project", created.outputs, inputs).changed).toEqual([]);

    const relabelled = { ...inputs, labels: { sig: "release" } };
    expect(sandbox.diff("project", created.outputs, relabelled).changed).toEqual(["labels", "pulumiLabels"]);
    const updated = { id: created.id, outputs: sandbox.update("project", created, relabelled) };
    expect(updated.outputs.effectiveLabels).toEqual({ sig: "release" });
    expect(sandbox.diff("project", updated.outputs, relabelled).changed).toEqual([]);
    expect(
      sandbox.diff("project", updated.outputs, { ...relabelled, projectId: "k8s-staging-other" }).replaced,
    ).toEqual(["projectId"]);

    for (const id of [project, `projects/${project}`]) {
      const imported = sandbox.read("project", id);
      expect(imported?.inputs).toEqual({
        projectId: project,
        name: project,
        orgId: organization,
        billingAccount,
        labels: {},
        autoCreateNetwork: true,
        deletionPolicy: "PREVENT",
      });
    }
    sandbox.delete("project", updated);
    expect(sandbox.read("project", created.id, updated.outputs)).toBeUndefined();
  });

  it("is deleted together with everything in it", () => {
    const sandbox = new Sandbox();
    const created = sandbox.project(project, services);
    for (const [kind, values] of [imagesRepository, scratchBucket, builder]) sandbox.create(kind, values);
    sandbox.delete("project", created);
    for (const service of ["artifactregistry", "iam", "serviceusage", "storage", "cloudresourcemanager"]) {
      expect(sandbox.store.list(`${service}.googleapis.com`)).toEqual([]);
    }
  });
});
