import { expect, test } from "vitest";
import { LocalClouds } from "../../localcloud/clouds.ts";
import { googleworkspaceProvider } from "../../localcloud/googleworkspace/provider.ts";
import { Sandbox, tokens, world } from "./sandbox.ts";

const id = "k8s-staging-kind";

test("an existing resource is found by its import id; a missing one is not", () => {
  const sandbox = new Sandbox();
  const clouds = new LocalClouds(sandbox.directory);
  expect(clouds.existing(tokens.project, id)).toBeUndefined();
  sandbox.project(id, ["iam"]);
  expect(clouds.existing(tokens.project, id)).toBe(id);
  expect(clouds.existing(tokens.service, `${id}/iam.googleapis.com`)).toBe(`${id}/iam.googleapis.com`);
  expect(clouds.existing(tokens.service, `${id}/pubsub.googleapis.com`)).toBeUndefined();
  expect(clouds.existing("aws:s3/bucket:Bucket", id)).toBeUndefined();
});

test("a lien is found by its project and origin, and its import id has the project number", () => {
  const sandbox = new Sandbox();
  const clouds = new LocalClouds(sandbox.directory);
  const { number } = sandbox.project(id).outputs;
  const lookup = { within: id, where: { origin: "k8s-registry" } };
  const lien = (origin: string) =>
    sandbox.create("lien", {
      parent: `projects/${String(number)}`,
      origin,
      reason: "r",
      restrictions: ["resourcemanager.projects.delete"],
    });
  lien("somebody-else");
  expect(clouds.existing(tokens.lien, lookup)).toBeUndefined();
  const ours = lien("k8s-registry").id;
  expect(clouds.existing(tokens.lien, lookup)).toBe(`${String(number)}/${ours}`);
});

test("an IAM binding without members counts as missing", () => {
  const sandbox = new Sandbox();
  const clouds = new LocalClouds(sandbox.directory);
  sandbox.project(id);
  const binding = `${id} roles/viewer`;
  expect(clouds.existing(tokens.projectBinding, binding)).toBeUndefined();
  const members = ["group:k8s-infra-staging-demo@kubernetes.io"];
  sandbox.create("projectBinding", { project: id, role: "roles/viewer", members });
  expect(clouds.existing(tokens.projectBinding, binding)).toBe(binding);
});

test("the settings and members of a nonexistent group count as missing, and so does an empty member list", () => {
  const sandbox = new Sandbox();
  const clouds = new LocalClouds(sandbox.directory);
  const email = "k8s-infra-staging-kind@kubernetes.io";
  const list = "googleworkspace:index/groupMembers:GroupMembers";
  const settings = "googleworkspace:index/groupSettings:GroupSettings";
  expect(clouds.existing(settings, email)).toBeUndefined();
  expect(clouds.existing(list, `groups/${email}`)).toBeUndefined();
  const workspace = googleworkspaceProvider(sandbox.store, world).openDirectly();
  workspace.create("googleworkspace:index/group:Group", { email });
  expect(clouds.existing(settings, email)).toBe(email);
  expect(clouds.existing(list, `groups/${email}`)).toBeUndefined();
  workspace.create(list, { groupId: email, members: [{ email: "ada@example.com" }] });
  expect(clouds.existing(list, `groups/${email}`)).toBe(`groups/${email}`);
});
