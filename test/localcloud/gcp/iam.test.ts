import { describe, expect, it } from "vitest";
import { unknownValue } from "../../../localcloud/provider/unknown.ts";
import type { Values } from "../../../localcloud/provider/resourceType.ts";
import { groupName } from "../../../localcloud/gcp/names.ts";
import { messageOf, Sandbox } from "../sandbox.ts";

const project = "k8s-staging-demo";
const reader = "roles/artifactregistry.reader";
const group = "group:k8s-infra-staging-demo@kubernetes.io";
const admins = "group:k8s-infra-artifact-admins@kubernetes.io";
const repository = `projects/${project}/locations/us-central1/repositories/images`;
const onRepository = { repository, role: reader };

function ready(): Sandbox {
  const sandbox = new Sandbox();
  sandbox.project(project, ["artifactregistry", "storage-api", "iam"]);
  sandbox.create("repository", {
    project,
    location: "us-central1",
    repositoryId: "images",
    format: "DOCKER",
  });
  return sandbox;
}

const members = (sandbox: Sandbox, id: string): unknown =>
  sandbox.read("repositoryBinding", id)?.outputs.members;

describe("a member is rejected at check", () => {
  it.each([
    ["", "IAM members must have one of the values outlined here"],
    ["k8s-infra-staging-demo@kubernetes.io", "IAM members must have one of the values outlined here"],
    ["group:", "IAM members must have one of the values outlined here"],
    ["deleted:group:x@kubernetes.io?uid=1", "Terraform does not support IAM members for deleted principals"],
  ])("%j", (member, reason) => {
    for (const failures of [
      new Sandbox().failures("repositoryBinding", { ...onRepository, members: [group, member] }),
      new Sandbox().failures("repositoryMember", { ...onRepository, member }),
    ]) {
      expect(failures).toHaveLength(1);
      expect(failures[0]).toContain(reason);
    }
  });

  it("but not when it is unknown", () => {
    const sandbox = new Sandbox();
    expect(sandbox.failures("repositoryBinding", { ...onRepository, members: [unknownValue] })).toEqual([]);
    expect(sandbox.failures("repositoryBinding", { ...onRepository, members: unknownValue })).toEqual([]);
    expect(sandbox.failures("repositoryMember", { ...onRepository, member: unknownValue })).toEqual([]);
  });
});

describe("a member is refused when the policy is set", () => {
  const setting = `Error setting IAM policy for artifactregistry repository "${repository}" (role ${reader}): googleapi: Error 400:`;

  it.each([
    ["group:k8s-infra-nobody@kubernetes.io", "Group k8s-infra-nobody@kubernetes.io does not exist."],
    ["group:k8s-infra-staging-@kubernetes.io", "Group k8s-infra-staging-@kubernetes.io does not exist."],
    [
      "group:k8s-infra-staging-x@evil.org@kubernetes.io",
      "Group k8s-infra-staging-x@evil.org@kubernetes.io does not exist.",
    ],
    ["user:alice@example.com", "User alice@example.com does not exist."],
    ["domain:kubernetes.io", "Domain kubernetes.io does not exist."],
    [
      "serviceAccount:x@p.iam.gserviceaccount.com",
      "Service account x@p.iam.gserviceaccount.com does not exist.",
    ],
    [
      "serviceAccount:1@cloudbuild.gserviceaccount.com",
      "Service account 1@cloudbuild.gserviceaccount.com does not exist.",
    ],
    ["serviceAccount:p.svc.id.goog[test-pods/x]", "Identity Pool does not exist (p.svc.id.goog)."],
    ["projectViewer:k8s-staging-none", "Project k8s-staging-none does not exist."],
    ["robot:x", "The member robot:x is of an unknown type. Please set a valid type prefix for the member."],
    ["group: x@kubernetes.io", 'Invalid member "group: x@kubernetes.io": it contains white space.'],
    ["principalSet://x", "localcloud does not model workload identity pools: principalSet://x"],
  ])("%s", (member, message) => {
    const sandbox = ready();
    const refusal = `${setting} ${message}, badRequest`;
    expect(() => sandbox.create("repositoryBinding", { ...onRepository, members: [group, member] })).toThrow(
      refusal,
    );
    expect(messageOf(() => sandbox.create("repositoryMember", { ...onRepository, member }))).toBe(refusal);
    expect(members(sandbox, `${repository} ${reader}`)).toEqual([]);
  });

  it.each([
    [
      "roles/artifactregistry.raeder",
      "Role roles/artifactregistry.raeder is not supported for this resource.",
    ],
    ["artifactregistry.reader", 'Role name must be in the format roles/{role}: "artifactregistry.reader"'],
    ["projects/p/roles/mine", "Role (projects/p/roles/mine) does not exist in the resource's hierarchy."],
  ])("with the role %s", (role, message) => {
    expect(() => ready().create("repositoryBinding", { repository, role, members: [group] })).toThrow(
      `(role ${role}): googleapi: Error 400: ${message}, badRequest`,
    );
  });

  it("if it is public, on a project or on a bucket that prevents public access", () => {
    const sandbox = ready();
    expect(() =>
      sandbox.create("projectBinding", { project, role: "roles/viewer", members: ["allUsers"] }),
    ).toThrow("Error 400: Projects do not support the member allUsers., badRequest");
    sandbox.create("bucket", { project, name: project, location: "us", publicAccessPrevention: "enforced" });
    const binding = { bucket: project, role: "roles/storage.objectViewer", members: ["allUsers"] };
    expect(() => sandbox.create("bucketBinding", binding)).toThrow(
      "Error 412: The member bindings allUsers and allAuthenticatedUsers are not allowed since public access prevention " +
        "is enforced., conditionNotMet",
    );
  });

  it("on a resource that does not exist", () => {
    const sandbox = ready();
    const missing = (kind: Parameters<Sandbox["create"]>[0], target: Values, role: string) => () =>
      sandbox.create(kind, { ...target, role, members: [group] });
    expect(missing("repositoryBinding", { repository: `${repository}x` }, reader)).toThrow(
      `Error setting IAM policy for artifactregistry repository "${repository}x": googleapi: Error 404: Requested entity was not found., notFound`,
    );
    expect(missing("projectBinding", { project: "k8s-staging-none" }, "roles/viewer")).toThrow(
      'Error setting IAM policy for project "k8s-staging-none": googleapi: Error 403: The caller does not have permission, forbidden',
    );
    expect(missing("bucketBinding", { bucket: "k8s-staging-none" }, "roles/storage.objectViewer")).toThrow(
      'Error setting IAM policy for storage bucket "b/k8s-staging-none": googleapi: Error 404: The specified bucket does not exist., notFound',
    );
  });
});

describe("a principal is accepted", () => {
  it("from the world, from the store and as a project's own account, with groups in any letter case", () => {
    const sandbox = ready();
    const number = String(sandbox.read("project", project)?.outputs.number);
    const email = `builder@${project}.iam.gserviceaccount.com`;
    sandbox.create("account", { project, accountId: "builder-x" });
    sandbox.store.create(groupName("new-group@kubernetes.io"), {});
    const everybody = [
      "allAuthenticatedUsers",
      "allUsers",
      "group:K8S-Infra-Artifact-Admins@kubernetes.io",
      "group:New-Group@kubernetes.io",
      `projectViewer:${project}`,
      `serviceAccount:${email.replace("builder", "builder-x")}`,
      "serviceAccount:k8s-infra-prow-build.svc.id.goog[test-pods/image-tester]",
      `serviceAccount:service-${number}@gcp-sa-artifactregistry.iam.gserviceaccount.com`,
      `serviceAccount:${number}@cloudbuild.gserviceaccount.com`,
    ].sort();
    const created = sandbox.create("repositoryBinding", { ...onRepository, members: everybody });
    expect(created.outputs.members).toEqual(everybody);
    const lower = everybody.map((member) => (member.startsWith("group:") ? member.toLowerCase() : member));
    expect(
      sandbox.diff("repositoryBinding", created.outputs, { ...onRepository, members: lower }).changed,
    ).toEqual([]);
  });
});

describe("bindings and members of one role", () => {
  it("a binding overwrites what members added, and a member adds to a binding", () => {
    const sandbox = ready();
    sandbox.create("repositoryMember", { ...onRepository, member: "allUsers" });
    const binding = sandbox.create("repositoryBinding", { ...onRepository, members: [group] });
    expect(members(sandbox, `${repository} ${reader}`)).toEqual([group]);
    sandbox.create("repositoryMember", { ...onRepository, member: admins });
    const refreshed = sandbox.read("repositoryBinding", binding.id, binding.outputs, {
      ...onRepository,
      members: [group],
    });
    expect(refreshed?.outputs.members).toEqual([admins, group]);
    expect(
      sandbox.diff("repositoryBinding", refreshed?.outputs ?? {}, { ...onRepository, members: [group] })
        .changed,
    ).toEqual(["members"]);
  });

  it("an empty binding removes the role; other roles stay", () => {
    const sandbox = ready();
    sandbox.create("repositoryBinding", { ...onRepository, members: ["allUsers"] });
    const writer = { repository, role: "roles/artifactregistry.writer" };
    sandbox.create("repositoryBinding", { ...writer, members: [group] });
    sandbox.create("repositoryBinding", { ...onRepository, members: [] });
    expect(members(sandbox, `${repository} ${reader}`)).toEqual([]);
    expect(members(sandbox, `${repository} ${writer.role}`)).toEqual([group]);
  });

  it("a condition makes a separate binding, with the condition's title in its id", () => {
    const sandbox = ready();
    const condition = { title: "until 2027", expression: "request.time < timestamp('2027-01-01T00:00:00Z')" };
    sandbox.create("repositoryBinding", { ...onRepository, members: ["allUsers"] });
    const created = sandbox.create("repositoryBinding", { ...onRepository, members: [group], condition });
    expect(created.id).toBe(`${repository}/${reader}/until 2027`);
    const imported = sandbox.read("repositoryBinding", `${repository} ${reader} until 2027`);
    expect([imported?.id, imported?.outputs]).toEqual([created.id, created.outputs]);
    expect(members(sandbox, `${repository} ${reader}`)).toEqual(["allUsers"]);
  });
});

describe("an import id", () => {
  it("without a role is an error, and finds nothing for a nonexistent resource", () => {
    const sandbox = ready();
    expect(() => sandbox.read("repositoryBinding", repository)).toThrow(
      `Wrong number of parts to Binding id [${repository}]; expected 'resource_name role [condition_title]'.`,
    );
    expect(sandbox.read("repositoryBinding", `${repository}x ${reader}`)).toBeUndefined();
    expect(sandbox.read("bucketBinding", "b/k8s-staging-none roles/storage.objectViewer")).toBeUndefined();
  });
});

describe("a service account", () => {
  it.each([
    [{ accountId: "short" }, "must be 6 to 30 characters"],
    [{ accountId: "Upper-case" }, "must be 6 to 30 characters"],
    [
      { accountId: "builder", description: "x".repeat(257) },
      "expected length of description to be in the range (0 - 256)",
    ],
  ])("is rejected at check: %j", (change, reason) => {
    const failures = new Sandbox().failures("account", { project, ...change });
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain(reason);
  });

  it("is refused if it already exists or its display name is too long", () => {
    const sandbox = ready();
    const name = `projects/${project}/serviceAccounts/builder@${project}.iam.gserviceaccount.com`;
    const inputs = { project, accountId: "builder" };
    expect(() => sandbox.create("account", { ...inputs, displayName: "x".repeat(101) })).toThrow(
      `Error creating service account ${name}: googleapi: Error 400: The display name must have at most 100 bytes., badRequest`,
    );
    sandbox.create("account", inputs);
    expect(() => sandbox.create("account", inputs)).toThrow(
      "Error 409: Service account builder already exists within project projects/k8s-staging-demo., alreadyExists",
    );
    expect(sandbox.create("account", { ...inputs, createIgnoreAlreadyExists: true }).id).toBe(name);
  });

  it("accepts an IAM binding only under its full name", () => {
    const binding = {
      serviceAccountId: "builder@p.iam.gserviceaccount.com",
      role: "roles/viewer",
      members: [],
    };
    expect(new Sandbox().failures("accountBinding", binding)[0]).toContain(`doesn't match regexp`);
  });
});
