import { afterEach, expect, test, vi } from "vitest";
import { placeOf } from "../../../cli/options/place.ts";
import { fromRoot } from "../../../boot/root.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a job with a remote backend that does not ask for the real clouds is refused", () => {
  vi.stubEnv("PULUMI_BACKEND_URL", "gs://k8s-registry-state-staging");
  expect(() => placeOf("staging", {})).toThrow(
    "This would reach localcloud only, and PULUMI_BACKEND_URL names gs://k8s-registry-state-staging.\n" +
      "    Unset it, or say --clouds real where the command takes it. Nothing was changed.",
  );
  expect(placeOf("staging", { clouds: "real" }).clouds).toBe("real");
});

test("a stack has separate state folders for localcloud and the real clouds", () => {
  vi.stubEnv("PULUMI_BACKEND_URL", "");
  expect(placeOf("prod", {}).stateFolder).toBe(fromRoot(".local/prod"));
  expect(placeOf("prod", { clouds: "real" }).stateFolder).toBe(fromRoot(".local/prod-real"));
});

test("the data at a revision missing from the checkout is undefined", () => {
  vi.stubEnv("PULUMI_BACKEND_URL", "");
  expect(placeOf("prod", {}).dataAt("0123456789".repeat(4), "nowhere")).toBeUndefined();
});
