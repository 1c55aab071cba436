import { describe, expect, it } from "vitest";
import { unknownValue } from "../../../localcloud/provider/unknown.ts";
import { messageOf, Sandbox } from "../sandbox.ts";

const project = "k8s-staging-demo";
const inputs = { project, name: project, location: "us" };
const creating = `Error creating bucket ${project}: googleapi:`;

function ready(): Sandbox {
  const sandbox = new Sandbox();
  sandbox.project(project, ["storage-api"]);
  return sandbox;
}

describe("a bucket is rejected at check", () => {
  it.each([
    [{ location: null }, 'location: Missing required argument. The argument "location" is required'],
    [
      { lifecycleRules: [{ action: { type: "Delete" } }] },
      "lifecycleRules[0].condition: Missing required argument.",
    ],
    [{ labels: { Sig: "x" } }, 'labels: invalid label key "Sig"'],
    [{ cors: [] }, 'localcloud does not model the property "cors" of gcp:storage/bucket:Bucket'],
  ])("%j", (change, failure) => {
    const failures = new Sandbox().failures("bucket", { ...inputs, ...change });
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain(failure);
  });

  it("but not when values are unknown", () => {
    const unknown = {
      location: unknownValue,
      name: unknownValue,
      labels: unknownValue,
      lifecycleRules: unknownValue,
    };
    expect(new Sandbox().failures("bucket", unknown)).toEqual([]);
  });
});

describe("a bucket is refused when it is created", () => {
  it.each([
    ["ab", "Error 400: Invalid bucket name: 'ab', invalid"],
    ["x".repeat(64), `Error 400: Invalid bucket name: '${"x".repeat(64)}', invalid`],
    ["Upper", "Error 400: Invalid bucket name: 'Upper', invalid"],
    ["-dash", "Error 400: Invalid bucket name: '-dash', invalid"],
    ["goog-bucket", "Error 400: Invalid bucket name: 'goog-bucket', invalid"],
    ["my-google-bucket", "Error 400: Invalid bucket name: 'my-google-bucket', invalid"],
    ["my-g00gle-bucket", "Error 400: Invalid bucket name: 'my-g00gle-bucket', invalid"],
    ["192.168.5.4", "Error 400: Invalid bucket name: '192.168.5.4', invalid"],
    [
      "example.com",
      "Error 403: The bucket you tried to create is a domain name owned by another user., forbidden",
    ],
    ["k8s-infra-artifacts-gcslogs", "Error 409: The requested bucket name is not available."],
  ])("under the name %s", (name, message) => {
    expect(() => ready().create("bucket", { ...inputs, name })).toThrow(
      `Error creating bucket ${name}: googleapi: ${message}`,
    );
  });

  it.each([
    [{ location: "mars" }, "The specified location constraint is not valid: 'mars'"],
    [{ storageClass: "HOT" }, "Invalid storage class: 'HOT'"],
    [{ publicAccessPrevention: "yes" }, "Invalid value for public access prevention: 'yes'"],
    [
      { lifecycleRules: [{ action: { type: "Remove" }, condition: { age: 1 } }] },
      "Unknown lifecycle action: 'Remove'",
    ],
    [
      { lifecycleRules: [{ action: { type: "Delete" }, condition: { age: -1 } }] },
      "Invalid age in a lifecycle rule: -1",
    ],
    [
      { lifecycleRules: [{ action: { type: "Delete" }, condition: {} }] },
      "A lifecycle rule needs a condition",
    ],
    [{ logging: { logBucket: "k8s-nowhere" } }, "The target bucket for logging 'k8s-nowhere' does not exist"],
    [{ retentionPolicy: { retentionPeriod: "0" } }, "Invalid retention period: 0"],
    [
      { retentionPolicy: { retentionPeriod: "60" }, versioning: { enabled: true } },
      "Retention policy and object versioning cannot both be enabled on a bucket",
    ],
    [
      { softDeletePolicy: { retentionDurationSeconds: 60 } },
      "Invalid soft delete retention duration: 60 seconds",
    ],
  ])("with %j", (change, message) => {
    expect(messageOf(() => ready().create("bucket", { ...inputs, ...change }))).toBe(
      `${creating} Error 400: ${message}, invalid`,
    );
  });

  it("in a project that does not exist, and in one without the API", () => {
    const sandbox = new Sandbox();
    expect(() => sandbox.create("bucket", inputs)).toThrow(
      `${creating} Error 400: Unknown project id: ${project}, invalid`,
    );
    sandbox.project(project);
    expect(() => sandbox.create("bucket", inputs)).toThrow(
      /Error 403: Google Cloud Storage JSON API has not been used in project k8s-staging-demo \(\d{12}\) before or it is disabled\. .*, accessNotConfigured \/ SERVICE_DISABLED$/,
    );
  });

  it("when another project has a bucket of that name", () => {
    const sandbox = ready();
    sandbox.project("k8s-staging-other", ["storage-api"]);
    sandbox.create("bucket", inputs);
    expect(() => sandbox.create("bucket", { ...inputs, project: "k8s-staging-other" })).toThrow(
      `${creating} Error 409: Your previous request to create the named bucket succeeded and you already own it., conflict`,
    );
  });
});

describe("a bucket", () => {
  it("has the outputs of a real bucket", () => {
    const sandbox = ready();
    const { outputs } = sandbox.create("bucket", {
      ...inputs,
      logging: { logBucket: "k8s-infra-artifacts-gcslogs" },
    });
    expect(outputs).toMatchObject({
      location: "US",
      url: "gs://k8s-staging-demo",
      selfLink: "https://www.googleapis.com/storage/v1/b/k8s-staging-demo",
      storageClass: "STANDARD",
      publicAccessPrevention: "inherited",
      rpo: "DEFAULT",
      logging: { logBucket: "k8s-infra-artifacts-gcslogs", logObjectPrefix: "k8s-staging-demo" },
      softDeletePolicy: { retentionDurationSeconds: 604800 },
      projectNumber: Number(sandbox.read("project", project)?.outputs.number),
    });
  });

  it("grants the project's owners and editors the legacy owner role", () => {
    const sandbox = ready();
    sandbox.create("bucket", { ...inputs, uniformBucketLevelAccess: true });
    const binding = sandbox.read("bucketBinding", `b/${project} roles/storage.legacyBucketOwner`);
    expect(binding?.outputs.members).toEqual([`projectEditor:${project}`, `projectOwner:${project}`]);
  });

  it("shows drift after a refresh", () => {
    const sandbox = ready();
    const wanted = { ...inputs, lifecycleRules: [{ action: { type: "Delete" }, condition: { age: 60 } }] };
    const bucket = sandbox.create("bucket", wanted);
    const name = `storage.googleapis.com/projects/_/buckets/${project}`;
    sandbox.store.update(name, { ...sandbox.store.read(name), lifecycleRules: [] });
    const refreshed = sandbox.read("bucket", bucket.id, bucket.outputs, sandbox.checked("bucket", wanted));
    expect(sandbox.diff("bucket", refreshed?.outputs ?? {}, wanted).changed).toEqual(["lifecycleRules"]);
    expect(refreshed?.inputs).toMatchObject({ location: "us", lifecycleRules: [] });
  });

  it("keeps labels that Pulumi does not manage", () => {
    const sandbox = ready();
    const bucket = sandbox.create("bucket", { ...inputs, labels: { sig: "node" } });
    const name = `storage.googleapis.com/projects/_/buckets/${project}`;
    sandbox.store.update(name, { ...sandbox.store.read(name), labels: { sig: "node", cost: "low" } });
    const outputs = sandbox.update("bucket", bucket, { ...inputs, labels: { sig: "release" } });
    expect([outputs.labels, outputs.effectiveLabels]).toEqual([
      { sig: "release" },
      { sig: "release", cost: "low" },
    ]);
    const without = sandbox.update("bucket", { id: bucket.id, outputs }, inputs);
    expect(without.effectiveLabels).toEqual({ cost: "low" });
  });

  it("is deleted before it is replaced, because the program sets its name", () => {
    const sandbox = ready();
    const bucket = sandbox.create("bucket", inputs);
    const moved = sandbox.checked("bucket", { ...inputs, location: "eu" });
    expect(sandbox.provider.diff("gcp:storage/bucket:Bucket", bucket.outputs, moved)).toEqual({
      changed: ["location"],
      replaced: ["location"],
      deleteBeforeReplace: true,
    });
  });
});

it("a bucket imported without its project would be replaced, unless the provider has a project", () => {
  const replaced = (sandbox: Sandbox, importId: string) =>
    sandbox.diff("bucket", sandbox.read("bucket", importId)?.outputs ?? {}, inputs).replaced;
  const sandbox = ready();
  sandbox.create("bucket", inputs);
  expect(replaced(sandbox, project)).toEqual(["project"]);
  expect(replaced(sandbox, `${project}/${project}`)).toEqual([]);
  sandbox.provider.configure({ addPulumiAttributionLabel: "false", project });
  expect(replaced(sandbox, project)).toEqual([]);
});
