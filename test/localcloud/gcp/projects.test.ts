import { describe, expect, it } from "vitest";
import { unknownValue } from "../../../localcloud/provider/unknown.ts";
import { billingAccount, organization, messageOf, Sandbox } from "../sandbox.ts";

const inputs = { projectId: "k8s-staging-demo", name: "demo", orgId: organization, billingAccount };
const creating = "Error creating project k8s-staging-demo (demo): googleapi:";

describe("a project is rejected at check", () => {
  it.each([
    [{ projectId: "short" }, '"short" project_id must be 6 to 30 with'],
    [{ projectId: "x".repeat(31) }, `"${"x".repeat(31)}" project_id must be 6 to 30 with`],
    [{ projectId: "Upper-case" }, '"Upper-case" project_id must be 6 to 30 with'],
    [{ projectId: "trailing-" }, '"trailing-" project_id must be 6 to 30 with'],
    [{ name: "a_b_c" }, '"a_b_c" name must be 4 to 30 characters with'],
    [{ folderId: "1" }, '"org_id": conflicts with folder_id'],
    [
      { deletionPolicy: "KEEP" },
      'expected deletionPolicy to be one of ["PREVENT" "ABANDON" "DELETE"], got KEEP',
    ],
    [{ autoCreateNetwork: "no" }, 'expected autoCreateNetwork to be a boolean, got "no"'],
    [{ labels: { a: 1 } }, "expected labels.a to be a string, got 1"],
    [{ tags: {} }, 'localcloud does not model the property "tags" of gcp:organizations/project:Project'],
    [
      { projectId: null },
      'Missing required argument. The argument "projectId" is required, but no definition was found.',
    ],
  ])("%j", (change, reason) => {
    const failures = new Sandbox().failures("project", { ...inputs, ...change });
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain(reason);
  });

  it("but not when values are unknown", () => {
    const unknown = {
      projectId: unknownValue,
      name: unknownValue,
      labels: unknownValue,
      autoCreateNetwork: unknownValue,
    };
    expect(new Sandbox().failures("project", unknown)).toEqual([]);
  });
});

describe("a project is refused when it is created", () => {
  it.each([
    [
      { orgId: "1" },
      `${creating} Error 403: The caller does not have permission on organization 1, forbidden`,
    ],
    [
      { orgId: null },
      `${creating} Error 403: Service accounts cannot create projects without a parent., forbidden`,
    ],
    [
      { billingAccount: "000000-000000-000000" },
      `${creating} Error 403: The caller does not have permission on billing account 000000-000000-000000, forbidden`,
    ],
    [
      { labels: { Sig: "x" } },
      `${creating} Error 400: invalid label key "Sig": must match ^[a-z][a-z0-9_-]{0,62}$, badRequest`,
    ],
    [
      { labels: { sig: "X" } },
      `${creating} Error 400: invalid value "X" of label "sig": must match ^[a-z0-9_-]{0,63}$, badRequest`,
    ],
  ])("%j", (change, message) => {
    expect(messageOf(() => new Sandbox().create("project", { ...inputs, ...change }))).toBe(message);
  });

  it("when its id contains a restricted word", () => {
    expect(() => new Sandbox().create("project", { ...inputs, projectId: "my-google-project" })).toThrow(
      'Error 400: field [project_id] has issue [project_id contains the restricted string "google"], badRequest',
    );
  });

  it("when its id is taken", () => {
    const sandbox = new Sandbox();
    sandbox.create("project", inputs);
    expect(messageOf(() => sandbox.create("project", inputs))).toBe(
      `${creating} Error 409: Requested entity already exists, alreadyExists`,
    );
  });
});

describe("deleting a project", () => {
  it("is refused by deletionPolicy PREVENT, the default", () => {
    const sandbox = new Sandbox();
    const project = sandbox.create("project", inputs);
    expect(() => sandbox.delete("project", project)).toThrow(
      "Cannot destroy projects/k8s-staging-demo as deletion_policy is set to PREVENT.",
    );
    expect(sandbox.read("project", project.id)).toBeDefined();
  });

  it("leaves it in the cloud with deletionPolicy ABANDON", () => {
    const sandbox = new Sandbox();
    const project = sandbox.create("project", { ...inputs, deletionPolicy: "ABANDON" });
    sandbox.delete("project", project);
    expect(sandbox.read("project", project.id)).toBeDefined();
  });

  it("is refused until its lien is removed", () => {
    const sandbox = new Sandbox();
    const project = sandbox.project("k8s-staging-demo");
    const lien = sandbox.create("lien", {
      parent: "projects/k8s-staging-demo",
      origin: "k8s-registry",
      reason: "images",
      restrictions: ["resourcemanager.projects.delete"],
    });
    expect(() => sandbox.delete("project", project)).toThrow(
      "Error deleting project k8s-staging-demo: googleapi: Error 400: A lien to prevent deletion was placed on the " +
        "project by [k8s-registry]. Remove the lien to allow deletion., badRequest",
    );
    sandbox.delete("lien", lien);
    sandbox.delete("project", project);
    expect(sandbox.read("project", project.id)).toBeUndefined();
  });
});

describe("a lien is refused", () => {
  const lien = {
    parent: "projects/k8s-staging-demo",
    origin: "k8s-registry",
    reason: "images",
    restrictions: ["resourcemanager.projects.delete"],
  };

  it.each([
    [
      { parent: "projects/k8s-staging-none" },
      "projects/k8s-staging-none: googleapi: Error 403: The caller does not have permission",
    ],
    [
      { parent: "k8s-staging-demo" },
      "Lien on k8s-staging-demo: googleapi: Error 403: The caller does not have permission",
    ],
    [{ restrictions: [] }, "Error 400: A lien must have at least one restriction, badRequest"],
    [{ restrictions: ["x.y"] }, "Error 400: Unsupported lien restriction x.y, badRequest"],
    [
      { reason: "x".repeat(201) },
      "Error 400: Lien reason must have 1 to 200 characters, not 201, badRequest",
    ],
  ])("%j", (change, message) => {
    const sandbox = new Sandbox();
    sandbox.project("k8s-staging-demo");
    expect(() => sandbox.create("lien", { ...lien, ...change })).toThrow(message);
  });

  it("but not when its parent is given by project number, which it keeps", () => {
    const sandbox = new Sandbox();
    const number = String(sandbox.project("k8s-staging-demo").outputs.number);
    const created = sandbox.create("lien", { ...lien, parent: `projects/${number}` });
    expect(sandbox.read("lien", `${number}/${created.id}`)?.outputs.parent).toBe(`projects/${number}`);
    expect(sandbox.read("lien", `k8s-staging-demo/${created.id}`)?.outputs.parent).toBe(
      "projects/k8s-staging-demo",
    );
    expect(() => sandbox.read("lien", `projects/${number}/${created.id}`)).toThrow(
      `Import id "projects/${number}/${created.id}" doesn't match any of the accepted formats`,
    );
  });
});

describe("a service", () => {
  const service = { project: "k8s-staging-demo", service: "artifactregistry.googleapis.com" };

  it("is refused in a nonexistent project, by an unknown name, and without billing", () => {
    const sandbox = new Sandbox();
    const enabling =
      'Error when enabling service "artifactregistry.googleapis.com" for project "k8s-staging-demo": googleapi:';
    expect(() => sandbox.create("service", service)).toThrow(
      `${enabling} Error 403: Project 'k8s-staging-demo' not found or permission denied., forbidden`,
    );
    const { outputs } = sandbox.create("project", { ...inputs, billingAccount: null });
    expect(() => sandbox.create("service", service)).toThrow(
      `${enabling} Error 400: Billing account for project '${String(outputs.number)}' is not found. Billing must be ` +
        "enabled for activation of service(s) 'artifactregistry.googleapis.com' to proceed., badRequest",
    );
    expect(() =>
      sandbox.create("service", { ...service, service: "artifactsregistry.googleapis.com" }),
    ).toThrow(
      "Error 403: Not found or permission denied for service(s): artifactsregistry.googleapis.com., forbidden",
    );
  });

  it("may be enabled twice", () => {
    const sandbox = new Sandbox();
    sandbox.project("k8s-staging-demo");
    sandbox.create("service", service);
    expect(sandbox.create("service", service).id).toBe("k8s-staging-demo/artifactregistry.googleapis.com");
  });

  it("stays enabled after deletion if disableOnDestroy is false", () => {
    const sandbox = new Sandbox();
    sandbox.project("k8s-staging-demo");
    const kept = sandbox.create("service", { ...service, disableOnDestroy: false });
    sandbox.delete("service", kept);
    expect(sandbox.read("service", kept.id)).toBeDefined();
  });

  it("defaults to the provider's project, and is refused if there is none", () => {
    const sandbox = new Sandbox({ project: "k8s-staging-demo" });
    sandbox.project("k8s-staging-demo");
    const created = sandbox.create("service", { service: service.service });
    expect(created.outputs.project).toBe("k8s-staging-demo");
    expect(sandbox.diff("service", created.outputs, { service: service.service }).changed).toEqual([]);
    expect(() => new Sandbox().create("service", { service: service.service })).toThrow(
      "project: required field is not set",
    );
  });
});

describe("the attribution label", () => {
  it("is added to a project by default, and shows as a diff after import", () => {
    const sandbox = new Sandbox({});
    const created = sandbox.create("project", inputs);
    expect(created.outputs.effectiveLabels).toEqual({ "goog-pulumi-provisioned": "true" });
    expect(sandbox.diff("project", created.outputs, inputs).changed).toEqual([]);
    const imported = sandbox.read("project", created.id)?.outputs ?? {};
    expect(sandbox.diff("project", imported, { ...inputs, deletionPolicy: "PREVENT" }).changed).toEqual([
      "pulumiLabels",
    ]);
  });
});
