/** The whole verdict: all violations at once, the worst first, and the effect of exceptions. */
import { expect, test } from "vitest";
import { parseExceptions } from "../support/load.ts";
import { formatDiagnostics } from "../../inventory/yaml/format.ts";
import { BUCKET } from "../../policy/resource.ts";
import { judge } from "../../policy/verdict.ts";
import { resource, types } from "./resources.ts";

const bucket = resource(
  BUCKET,
  { name: "B", uniformBucketLevelAccess: true },
  { name: "p/bucket", protect: true },
);
const key = resource(types.key, {}, { name: "p/key" });

const exception = (rule: string, name: string, expires = "2027-03-31", stack = "staging") =>
  `  - { rule: ${rule}, stack: ${stack}, resource: ${name}, reason: r, owner: sig-release, expires: ${expires} }`;
const exceptions = (...lines: string[]) =>
  parseExceptions(["exceptions:", ...lines, ""].join("\n"), "e.yaml").exceptions ?? [];
const verdict = (...lines: string[]) => judge([bucket, key], exceptions(...lines), "2026-11-22");

test("the verdict lists every violation with its remedy, the worst first", () => {
  const { violations } = judge([bucket, key], [], "2026-11-22");
  expect(violations.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`)).toEqual([
    "critical long-lived-keys: p/key is a service-account key, which would be in the state and never expire",
    "medium names: p/bucket has 1 characters in name; at least 3 are needed",
    "medium retention: p/bucket has neither a lifecycle rule nor a retention policy",
  ]);
  expect(violations[0]?.remediation).toBe(
    "Let the workload prove who it is: workload identity federation, impersonation or OIDC.",
  );
});

test("an exception waives one rule for one resource through the end of its expiry day", () => {
  const { violations, excepted, notes } = verdict(exception("long-lived-keys", "p/key", "2026-11-22"));
  expect(violations.map(({ rule }) => rule)).toEqual(["names", "retention"]);
  expect(excepted.map(({ rule }) => rule)).toEqual(["long-lived-keys"]);
  expect(notes).toEqual([]);
});

test("an expired exception no longer applies and is reported", () => {
  const { violations, notes } = verdict(exception("long-lived-keys", "p/key", "2026-11-21"));
  expect(violations.map(({ rule }) => rule)).toContain("long-lived-keys");
  expect(notes).toEqual([
    "e.yaml:2: the exception of p/key from long-lived-keys expired on 2026-11-21; sig-release answers for it",
  ]);
});

test("an unused exception and one for an unknown rule are reported; another stack's are ignored", () => {
  expect(
    verdict(
      exception("retention", "p/key"),
      exception("retentoin", "p/key"),
      exception("retention", "x", "2027-01-01", "prod"),
    ).notes,
  ).toEqual([
    "e.yaml:2: the exception of p/key from retention is unused: the resource complies, or does not exist; remove it",
    "e.yaml:3: the exception of p/key from retentoin names no rule; remove it",
  ]);
});

test("an exception without a reason, with a nonexistent date or for all resources is rejected", () => {
  const { exceptions: none, diagnostics } = parseExceptions(
    [
      "exceptions:",
      "  - rule: retention",
      "    stack: staging",
      "    resources: '*'",
      "    owner: sig-release",
      "    expires: 2027-02-30",
    ].join("\n"),
    "e.yaml",
  );
  expect(none).toBeUndefined();
  expect(formatDiagnostics(diagnostics)).toBe(
    [
      "e.yaml:2:5: error: exceptions[0].reason is missing [missing-key]",
      "    for example `reason: moves to its own account by spring`",
      'e.yaml:4:5: error: exceptions[0] has the unknown key "resources" [unknown-key]',
      '    did you mean "resource"?',
      'e.yaml:6:14: error: exceptions[0].expires must be a day such as 2027-03-31, not the text "2027-02-30" [malformed-value]',
      "    for example `expires: 2027-03-31`",
      "",
    ].join("\n"),
  );
});
