import { afterEach, expect, it, vi } from "vitest";
import { isPropagated } from "../../../localcloud/provider/propagation.ts";
import { messageOf, Sandbox } from "../sandbox.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

const made = "2026-11-22T10:00:00.000Z";
const after = (seconds: number) => Date.parse(made) + seconds * 1000;

it("a new resource is propagated once the delay has passed, or at once if there is none", () => {
  expect(isPropagated(made, "LOCALCLOUD_API_DELAY", after(0))).toBe(true);
  vi.stubEnv("LOCALCLOUD_API_DELAY", "20");
  expect(isPropagated(made, "LOCALCLOUD_API_DELAY", after(0))).toBe(false);
  expect(isPropagated(made, "LOCALCLOUD_API_DELAY", after(19.999))).toBe(false);
  expect(isPropagated(made, "LOCALCLOUD_API_DELAY", after(20))).toBe(true);
  expect(isPropagated(made, "LOCALCLOUD_ACCOUNT_DELAY", after(0))).toBe(true);
});

it("a clock jump by days in either direction, or a missing creation time, ends the delay", () => {
  vi.stubEnv("LOCALCLOUD_API_DELAY", "20");
  const days = 3 * 24 * 60 * 60;
  expect(isPropagated(made, "LOCALCLOUD_API_DELAY", after(days))).toBe(true);
  expect(isPropagated(made, "LOCALCLOUD_API_DELAY", after(-days))).toBe(true);
  expect(isPropagated(undefined, "LOCALCLOUD_API_DELAY", after(0))).toBe(true);
});

it("a newly enabled API counts as disabled until the delay has passed", () => {
  vi.useFakeTimers({ now: after(0), toFake: ["Date"] });
  vi.stubEnv("LOCALCLOUD_API_DELAY", "20");
  const cloud = new Sandbox();
  cloud.project("k8s-staging-demo", ["iam"]);
  const account = { project: "k8s-staging-demo", accountId: "builder" };
  const refused =
    "Error creating service account projects/k8s-staging-demo/serviceAccounts/builder@k8s-staging-demo.iam.gserviceaccount.com: " +
    "googleapi: Error 403: Identity and Access Management (IAM) API has not been used in project k8s-staging-demo";
  expect(messageOf(() => cloud.create("account", account))).toContain(refused);
  // Enabling it again does not restart the delay.
  vi.setSystemTime(after(19));
  cloud.create("service", { project: "k8s-staging-demo", service: "iam.googleapis.com" });
  expect(messageOf(() => cloud.create("account", account))).toContain(
    "If you enabled this API recently, wait",
  );
  vi.setSystemTime(after(20));
  expect(cloud.create("account", account).outputs).not.toHaveProperty("createTime", expect.anything());
});

it("a new service account is unknown to IAM until the delay has passed", () => {
  vi.useFakeTimers({ now: after(0), toFake: ["Date"] });
  vi.stubEnv("LOCALCLOUD_ACCOUNT_DELAY", "10");
  const cloud = new Sandbox();
  cloud.project("k8s-staging-demo", ["iam"]);
  const account = { project: "k8s-staging-demo", accountId: "builder" };
  const made = cloud.create("account", account);
  const member = `serviceAccount:builder@k8s-staging-demo.iam.gserviceaccount.com`;
  const binding = { project: "k8s-staging-demo", role: "roles/viewer", members: [member] };
  expect(messageOf(() => cloud.create("projectBinding", binding))).toContain(
    "googleapi: Error 400: Service account builder@k8s-staging-demo.iam.gserviceaccount.com does not exist., badRequest",
  );
  // Changing it does not restart the delay.
  vi.setSystemTime(after(9));
  cloud.update("account", made, { ...account, displayName: "Builds" });
  vi.setSystemTime(after(10));
  expect(cloud.create("projectBinding", binding).id).toBe("k8s-staging-demo/roles/viewer");
});
