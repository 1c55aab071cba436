import { afterEach, expect, test, vi } from "vitest";
import { placeOf } from "../../../cli/workspace.ts";
import { fromRoot } from "../../../inventory/root.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a job that has a bucket and asks for no clouds is refused: it would look as if it had applied something", () => {
  vi.stubEnv("PULUMI_BACKEND_URL", "gs://k8s-registry-state-staging");
  expect(() => placeOf("staging", {})).toThrow(
    "This would reach localcloud only, and PULUMI_BACKEND_URL names gs://k8s-registry-state-staging.\n" +
      "    Unset it, or say --clouds real where the command takes it. Nothing was changed.",
  );
  expect(placeOf("staging", { clouds: "real" }).clouds).toBe("real");
});

test("a stack of the real clouds and one of localcloud do not share a folder", () => {
  vi.stubEnv("PULUMI_BACKEND_URL", "");
  expect(placeOf("prod", {}).stateFolder).toBe(fromRoot(".local/prod"));
  expect(placeOf("prod", { clouds: "real" }).stateFolder).toBe(fromRoot(".local/prod-real"));
});

test("the data of a revision that the checkout does not have are undefined", () => {
  vi.stubEnv("PULUMI_BACKEND_URL", "");
  expect(placeOf("prod", {}).dataAt("0123456789".repeat(4), "nowhere")).toBeUndefined();
});
