/** What the events of a refreshing preview say about the clouds, and how the report renders it. */
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import { expect, test } from "vitest";
import { driftsIn } from "../../../engine/drift/findings.ts";
import { driftLines, reportOf } from "../../../engine/drift/report.ts";

const BINDING = "gcp:projects/iAMBinding:IAMBinding";

const event = (op: string, type: string, name: string, metadata: object = {}) =>
  ({
    sequence: 0,
    resourcePreEvent: {
      metadata: { op, type, urn: `urn:pulumi:staging::k8s-registry::${type}::${name}`, ...metadata },
    },
  }) as unknown as EngineEvent;

/** A binding whose live members differ from the declared ones. */
const binding = (name: string, role: string, live: readonly string[], declared: readonly string[]) =>
  event("update", BINDING, name, {
    diffs: ["members"],
    old: { inputs: { members: declared }, outputs: { members: live } },
    new: { inputs: { role, members: declared } },
  });

const found = (...events: readonly EngineEvent[]) =>
  driftLines(reportOf("staging", events.flatMap(driftsIn), [], events.length));

test("drift is sorted by severity: public access, admins, other members, missing resources, the rest", () => {
  const members = "googleworkspace:index/groupMembers:GroupMembers";
  expect(
    found(
      event("update", "gcp:artifactregistry/repository:Repository", "e/images", { diffs: ["labels"] }),
      event("create", "gcp:projects/service:Service", "d/iam.googleapis.com"),
      binding("c/roles/viewer", "roles/viewer", ["group:x", "group:y"], ["group:y", "group:z"]),
      event("update", members, "b@kubernetes.io/members", {
        diffs: ["members"],
        old: { inputs: {}, outputs: { members: [{ email: "eve@example.com", role: "OWNER" }] } },
        new: { inputs: { members: [] } },
      }),
      binding("a/roles/viewer", "roles/viewer", ["allUsers"], []),
      binding("f/roles/artifactregistry.admin", "roles/artifactregistry.admin", ["user:eve@example.com"], []),
    ),
  ).toEqual([
    "a",
    "  live, not declared: IAMBinding a/roles/viewer: allUsers",
    "b@kubernetes.io",
    "  live, not declared: GroupMembers b@kubernetes.io/members: OWNER eve@example.com",
    "f",
    "  live, not declared: IAMBinding f/roles/artifactregistry.admin: user:eve@example.com",
    "c",
    "  live, not declared: IAMBinding c/roles/viewer: group:x",
    "  declared, not live: IAMBinding c/roles/viewer: group:z",
    "d",
    "  declared, not live: Service d/iam.googleapis.com",
    "e",
    "  different: Repository e/images: labels",
    "staging: 6 resources, 7 differences",
  ]);
});

test("unchanged resources and the stack itself do not count as drift", () => {
  const stack = event("update", "pulumi:pulumi:Stack", "k8s-registry-staging", { diffs: ["x"] });
  const same = ["same", "refresh", "read"].map((op) => event(op, BINDING, "a/roles/viewer"));
  expect(found(stack, ...same)).toEqual(["staging: 4 resources, no drift"]);
});

test("a resource that could not be read is reported as unknown, not as drift", () => {
  const unknown = [{ resource: "Bucket a/b", why: "Error 403: forbidden" }];
  expect(driftLines(reportOf("staging", [], unknown, 3))).toEqual([
    "unknown",
    "  Bucket a/b: Error 403: forbidden",
    "staging: 3 resources, no drift, 1 could not be read",
  ]);
});
