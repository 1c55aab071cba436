import { describe, expect, it } from "vitest";
import { unknownValue } from "../../../localcloud/provider/unknown.ts";
import { messageOf, Sandbox } from "../sandbox.ts";

const project = "k8s-staging-demo";
const inputs = { project, location: "us-central1", repositoryId: "images", format: "DOCKER" };
const id = `projects/${project}/locations/us-central1/repositories/images`;
const creating = `Error creating Repository ${id}: googleapi:`;

function ready(): Sandbox {
  const sandbox = new Sandbox();
  sandbox.project(project, ["artifactregistry"]);
  return sandbox;
}

describe("a repository is rejected at check", () => {
  const policy = { id: "x", action: "DELETE" };
  it.each([
    [
      { repositoryId: null },
      'repositoryId: Missing required argument. The argument "repositoryId" is required',
    ],
    [
      { cleanupPolicies: [{ ...policy, condition: { tagState: "tagged" } }] },
      'expected cleanupPolicies[0].condition.tagState to be one of ["TAGGED" "UNTAGGED" "ANY"], got tagged',
    ],
    [
      { vulnerabilityScanningConfig: { enablementConfig: "ON" } },
      'expected vulnerabilityScanningConfig.enablementConfig to be one of ["INHERITED" "DISABLED"], got ON',
    ],
    [{ kmsKeyName: "x" }, 'localcloud does not model the property "kmsKeyName"'],
  ])("%j", (change, failure) => {
    const failures = new Sandbox().failures("repository", { ...inputs, ...change });
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain(failure);
  });

  it("but not when values are unknown", () => {
    const unknown = {
      ...inputs,
      project: unknownValue,
      cleanupPolicies: [{ id: "x", condition: unknownValue }],
    };
    expect(new Sandbox().failures("repository", unknown)).toEqual([]);
  });
});

describe("a repository is refused when it is created", () => {
  it("in a project that does not exist, and in one without the API", () => {
    const sandbox = new Sandbox();
    expect(messageOf(() => sandbox.create("repository", inputs))).toBe(
      `${creating} Error 403: Permission denied on resource project ${project}., forbidden`,
    );
    const number = String(sandbox.project(project).outputs.number);
    const page = `https://console.developers.google.com/apis/api/artifactregistry.googleapis.com/overview?project=${project}`;
    expect(messageOf(() => sandbox.create("repository", inputs))).toBe(
      `${creating} Error 403: Artifact Registry API has not been used in project ${project} (${number}) before or it is ` +
        `disabled. Enable it by visiting ${page} then retry. If you enabled this API recently, wait a few minutes for ` +
        "the action to propagate to our systems and retry., accessNotConfigured / SERVICE_DISABLED",
    );
  });

  it("when it exists", () => {
    const sandbox = ready();
    sandbox.create("repository", inputs);
    expect(messageOf(() => sandbox.create("repository", inputs))).toBe(
      `${creating} Error 409: the repository already exists., alreadyExists`,
    );
  });

  const condition = { olderThan: "7776000s" };
  const policy = { id: "old", action: "DELETE", condition };
  it.each([
    [{ format: "docker" }, `Repository.Format), "docker", badRequest`],
    [
      { location: "us-central9" },
      "Error 403: Permission denied on 'locations/us-central9' (or it may not exist)., forbidden",
    ],
    [
      { repositoryId: "Images" },
      'Error 400: invalid repository ID "Images": must match ^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$',
    ],
    [{ repositoryId: "x".repeat(64) }, "Error 400: invalid repository ID"],
    [{ repositoryId: "a.b" }, "Error 400: invalid repository ID"],
    [
      { repositoryId: "gcr.io" },
      'a gcr.io repository of project k8s-staging-demo must be in location "us", not "us-central1"',
    ],
    [
      { repositoryId: "gcr.io", location: "us", format: "NPM" },
      "a gcr.io repository must have format DOCKER",
    ],
    [{ labels: { Sig: "x" } }, 'invalid label key "Sig"'],
    [
      { cleanupPolicies: Array.from({ length: 11 }, (_, index) => ({ ...policy, id: `p${index}` })) },
      "a repository can have at most 10 cleanup policies, got 11",
    ],
    [{ cleanupPolicies: [policy, policy] }, 'duplicate cleanup policy id "old"'],
    [
      { cleanupPolicies: [{ id: "old", condition }] },
      'invalid cleanup policy "old": the action must be DELETE or KEEP',
    ],
    [
      { cleanupPolicies: [{ id: "old", action: "DELETE" }] },
      "one of condition and most_recent_versions is required",
    ],
    [
      { cleanupPolicies: [{ ...policy, mostRecentVersions: { keepCount: 1 } }] },
      "condition and most_recent_versions exclude each other",
    ],
    [
      { cleanupPolicies: [{ id: "old", action: "DELETE", mostRecentVersions: { keepCount: 1 } }] },
      "most_recent_versions is allowed with KEEP only",
    ],
    [
      { cleanupPolicies: [{ id: "old", action: "KEEP", mostRecentVersions: { keepCount: 0 } }] },
      "keep_count must be a positive whole number, not 0",
    ],
    [
      { cleanupPolicies: [{ ...policy, condition: { olderThan: "90 days" } }] },
      'olderThan "90 days" is no duration such as 7776000s',
    ],
  ])("with %j", (change, message) => {
    expect(() => ready().create("repository", { ...inputs, ...change })).toThrow(message);
  });

  it("without a location, unless the provider has a region", () => {
    expect(() => ready().create("repository", { ...inputs, location: null })).toThrow(
      "location: required field is not set",
    );
    const sandbox = new Sandbox({ region: "us-east1" });
    sandbox.project(project, ["artifactregistry"]);
    expect(sandbox.create("repository", { ...inputs, location: null }).outputs.location).toBe("us-east1");
  });
});

describe("a repository", () => {
  it("has the outputs of a real repository", () => {
    const { outputs } = ready().create("repository", { ...inputs, location: "us", repositoryId: "gcr.io" });
    expect(outputs).toMatchObject({
      name: "gcr.io",
      mode: "STANDARD_REPOSITORY",
      registryUri: "us-docker.pkg.dev/k8s-staging-demo/gcr.io",
      vulnerabilityScanningConfig: { enablementConfig: "INHERITED" },
    });
  });

  it("shows no diff when policies are reordered or a duration is written differently", () => {
    const sandbox = ready();
    const keep = { id: "keep", action: "KEEP", mostRecentVersions: { keepCount: 3 } };
    const old = { id: "old", action: "DELETE", condition: { tagState: "ANY", olderThan: "90d" } };
    const { outputs } = sandbox.create("repository", { ...inputs, cleanupPolicies: [keep, old] });
    const reordered = [{ ...old, condition: { olderThan: "7776000s" } }, keep];
    expect(sandbox.diff("repository", outputs, { ...inputs, cleanupPolicies: reordered }).changed).toEqual(
      [],
    );
    const shorter = [{ ...old, condition: { olderThan: "60d" } }, keep];
    expect(sandbox.diff("repository", outputs, { ...inputs, cleanupPolicies: shorter }).changed).toEqual([
      "cleanupPolicies",
    ]);
    expect(sandbox.diff("repository", outputs, inputs).changed).toEqual(["cleanupPolicies"]);
  });

  it("previews with its inputs known and its other outputs unknown", () => {
    const sandbox = ready();
    const { outputs } = sandbox.provider.create(
      "gcp:artifactregistry/repository:Repository",
      sandbox.checked("repository", inputs),
      true,
    );
    expect(outputs).toMatchObject({
      ...inputs,
      name: unknownValue,
      createTime: unknownValue,
      pulumiLabels: {},
    });
    expect(sandbox.store.list("artifactregistry.googleapis.com")).toEqual([]);
  });

  it("shows a diff for an unknown value", () => {
    const sandbox = ready();
    const { outputs } = sandbox.create("repository", inputs);
    expect(sandbox.diff("repository", outputs, { ...inputs, project: unknownValue })).toEqual({
      changed: ["project"],
      replaced: ["project"],
    });
  });
});
