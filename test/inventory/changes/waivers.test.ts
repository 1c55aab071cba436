import { expect, test } from "vitest";
import { checkExpiry } from "../../../inventory/groups/limits.ts";
import { diagnose, entry, groupsFile } from "../groups/diagnose.ts";
import { dataOf, judged } from "./change.ts";

const full = entry("a", "members: [p1@example.com, p2@example.com]");
const empty = entry("a", "members: []");
const waiver = (subject: string, expires = "2026-12-06") => [
  "waivers:",
  `  - { rule: group-shrinks, subject: ${subject}, reason: both left, approver: ada, expires: ${expires} }`,
];
const limits = waiver("a@kubernetes.io");

test("a waiver in the same change turns its error into a warning that names the approver", () => {
  expect(judged({ groups: [full] }, { groups: [empty], limits })).toEqual([
    "head/groups.yaml:2:43: warning: a@kubernetes.io loses 2 of its 2 members (p1@example.com, p2@example.com); one change takes away at most 1 of them (25 %) [group-shrinks]",
    "    waived by ada in head/limits.yaml:2: both left",
  ]);
});

test("a waiver applies only to its subject, and an unused waiver is an error", () => {
  const said = judged({ groups: [full] }, { groups: [empty], limits: waiver("b@kubernetes.io") });
  expect(said.filter((line) => !line.startsWith(" "))).toEqual([
    "head/groups.yaml:2:43: error: a@kubernetes.io loses 2 of its 2 members (p1@example.com, p2@example.com); one change takes away at most 1 of them (25 %) [group-shrinks]",
    "head/limits.yaml:2:5: error: this waiver of group-shrinks for b@kubernetes.io has no effect on this change [waiver-unused]",
  ]);
});

test("a waiver left over from an earlier change has no effect and gets a warning", () => {
  const said = judged({ groups: [full], limits }, { groups: [empty], limits: ["# moved", ...limits] });
  expect(said.filter((line) => !line.startsWith(" "))).toEqual([
    expect.stringContaining("error: a@kubernetes.io loses 2 of its 2 members"),
    "head/limits.yaml:3:5: warning: the change that needed this waiver of group-shrinks for a@kubernetes.io has been merged; the waiver no longer has any effect [waiver-left-over]",
  ]);
});

test("a waiver is an error from the day after its expiry date", () => {
  const { limits: read } = dataOf("head", { limits });
  expect(checkExpiry(read, "2026-12-06")).toEqual([]);
  expect(checkExpiry(read, "2026-12-07").map(({ rule, line, message }) => [rule, line, message])).toEqual([
    ["waiver-expired", 2, "the waiver of group-shrinks for a@kubernetes.io expired on 2026-12-06"],
  ]);
});

test("a waiver must have all its keys with valid values", () => {
  const wrong = [
    "waivers:",
    "  - { rule: group-shrink, subject: a@kubernetes.io, reason: '', expires: soon }",
  ];
  expect(diagnose({ "limits.yaml": wrong.join("\n") })).toEqual([
    "limits.yaml:2:5: error: waivers[0].approver is missing [missing-key]",
    "    for example `approver: <GitHub handle>`",
    'limits.yaml:2:13: error: waivers[0].rule must be deletion, group-shrinks, groups-lost, many-removals, projects-lost, read-only-shortened or section-emptied, not the text "group-shrink" [wrong-value]',
    '    did you mean "group-shrinks"?',
    "limits.yaml:2:61: error: waivers[0].reason must not be empty [out-of-range]",
    "    for example `reason: the leads stepped down together`",
    "limits.yaml:2:74: error: waivers[0].expires must be a day as 2026-12-31 [malformed-value]",
    "    for example `expires: 2026-12-31`",
  ]);
});

const required = ["required_members: { A@kubernetes.io: [P1@example.com] }"];
const without = entry("a", "members: [p2@example.com]");

test("a required member must be in its group, which must be declared and active", () => {
  const read = (group: string) =>
    diagnose({ "groups.yaml": groupsFile(group), "limits.yaml": required.join("\n") });
  expect(read(full)).toEqual([]);
  expect(read(without)).toEqual([
    "groups.yaml:2:43: error: a@kubernetes.io lacks 1 required member: p1@example.com [required-member]",
    "    add them here, or remove the requirement (limits.yaml:1) in a change of its own",
  ]);
  expect(read(entry("a", "state: retired"))).toEqual([
    "groups.yaml:2:5: error: a@kubernetes.io has required members, but is retired [required-member]",
    "    remove it from required_members first",
  ]);
  expect(read(entry("b"))).toEqual([
    "limits.yaml:1:21: error: a@kubernetes.io has required members, but is not declared [required-member]",
    "    remove it from required_members first",
  ]);
});

test("a requirement and its member cannot be removed in the same change", () => {
  expect(judged({ groups: [full], limits: required }, { groups: [without] })).toEqual([
    "head/groups.yaml:2:43: error: a@kubernetes.io loses p1@example.com, required until now by base/limits.yaml:1 [required-member]",
    "    drop the requirement in a change of its own, and remove them in a later one",
  ]);
  expect(judged({ groups: [full], limits: required }, { groups: [full] })).toEqual([]);
});
