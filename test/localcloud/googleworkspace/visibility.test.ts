import { afterEach, expect, it, vi } from "vitest";
import { groupName } from "../../../localcloud/gcp/names.ts";
import { gcpProvider } from "../../../localcloud/gcp/provider.ts";
import { groupIsVisible } from "../../../localcloud/gcp/iam/visibleGroup.ts";
import { loadWorld } from "../../../localcloud/world.ts";
import { billingAccount, organization, tokens } from "../sandbox.ts";
import { Sandbox } from "./sandbox.ts";

const email = "k8s-infra-staging-demo@kubernetes.io";

afterEach(() => void vi.unstubAllEnvs());

it("a new group is invisible to IAM for LOCALCLOUD_GROUP_DELAY seconds", () => {
  const { store, ...sandbox } = withGroup();
  const created = Date.parse(String(store.read(groupName(email))?.createTime));
  expect(groupIsVisible(store, email, created)).toBe(true);
  expect(groupIsVisible(store, "none@kubernetes.io")).toBeUndefined();
  vi.stubEnv("LOCALCLOUD_GROUP_DELAY", "20");
  expect(groupIsVisible(store, email.toUpperCase(), created + 19_999)).toBe(false);
  expect(groupIsVisible(store, email, created + 20_000)).toBe(true);
  expect(sandbox.group.id).not.toBe("");
  vi.stubEnv("LOCALCLOUD_GROUP_DELAY", "soon");
  expect(() => groupIsVisible(store, email)).toThrow(
    'localcloud: LOCALCLOUD_GROUP_DELAY must be a number of seconds, not "soon"',
  );
});

it("an IAM binding to a new group is refused until it is visible, even if the world has the group", () => {
  const { store } = withGroup();
  const gcp = gcpProvider(store, { ...loadWorld(), groups: [email] });
  gcp.configure({ addPulumiAttributionLabel: "false" });
  gcp.create(tokens.project, {
    projectId: "k8s-staging-demo",
    name: "demo",
    orgId: organization,
    billingAccount,
  });
  const binding = { project: "k8s-staging-demo", role: "roles/viewer", members: [`group:${email}`] };
  vi.stubEnv("LOCALCLOUD_GROUP_DELAY", "3600");
  expect(() => gcp.create(tokens.projectBinding, binding)).toThrow(
    `googleapi: Error 400: Group ${email} does not exist., badRequest`,
  );
  vi.stubEnv("LOCALCLOUD_GROUP_DELAY", "0");
  expect(gcp.create(tokens.projectBinding, binding).id).toBe("k8s-staging-demo/roles/viewer");
});

function withGroup() {
  const sandbox = new Sandbox();
  return { store: sandbox.store, group: sandbox.create("group", { email }) };
}
