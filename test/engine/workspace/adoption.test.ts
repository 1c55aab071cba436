import { expect, test } from "vitest";
import { absentAdoptions } from "../../../engine/workspace/adoption.ts";
import { OperationSummary } from "../../../engine/operation/summary.ts";

const urn = (name: string) => `urn:pulumi:staging::k8s-registry::gcp:projects/service:Service::${name}`;

test("a missing resource that was to be adopted is told apart from every other failure", () => {
  const tally = new OperationSummary();
  const fail = (name: string, message: string) =>
    tally.add({
      sequence: 0,
      timestamp: 0,
      diagnosticEvent: { urn: urn(name), message, color: "never", severity: "error" },
    });
  // The engine's wording (pulumi 3.256).
  fail("gone", "<{%reset%}>Preview failed: resource 'p/gone.googleapis.com' does not exist<{%reset%}>\n");
  fail("denied", "Preview failed: Error 403: The caller does not have permission");
  fail("others", "Preview failed: resource 'p/others.googleapis.com' does not exist");
  const wanted = new Map(["gone", "denied", "there"].map((name) => [urn(name), `p/${name}.googleapis.com`]));
  expect(absentAdoptions(tally, wanted)).toEqual([urn("gone")]);
});
