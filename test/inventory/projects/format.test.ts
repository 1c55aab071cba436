import { expect, test } from "vitest";
import { parseInventory } from "../../support/load.ts";
import { diagnose, diagnoseEntry, diagnoseStaging } from "./diagnose.ts";

const shapes: [behaviour: string, lines: string[], said: string[]][] = [
  ["a list for the file", ["- infra"], ["f:1:1: error: the file must be a map, not a list [wrong-type]"]],
  [
    "a missing top key",
    ["{}"],
    [
      "f:1:1: error: infra is missing [missing-key]",
      "    for example `infra: { staging: { projects: {} } }`",
    ],
  ],
  [
    "a misspelt top key, and not also a missing one",
    ["infar: {}"],
    ['f:1:1: error: the file has the unknown key "infar" [unknown-key]', '    did you mean "infra"?'],
  ],
  [
    "a top key without a value",
    ["infra:"],
    [
      "f:1:1: error: infra has no value [wrong-type]",
      "    give it a value, such as `infra: { staging: { projects: {} } }`",
    ],
  ],
  [
    "an unknown project type that is like none",
    ["infra:", "  whatever: {}"],
    [
      'f:2:3: error: infra has the unknown project type "whatever" [unknown-key]',
      "    known: e2e, prod, prow, public, purgatory, release, releng, sandbox, staging",
    ],
  ],
  [
    "a section without projects",
    ["infra:", "  prod:", "    managed_by: x"],
    ["f:2:3: error: infra.prod: projects is missing [missing-key]", "    for example `projects: {}`"],
  ],
  [
    "a misspelt key of a section",
    ["infra:", "  prod:", "    project: {}"],
    ['f:3:5: error: infra.prod has the unknown key "project" [unknown-key]', '    did you mean "projects"?'],
  ],
  [
    "projects without entries",
    ["infra:", "  prod:", "    projects:"],
    [
      "f:3:5: error: infra.prod: projects has no value [wrong-type]",
      "    give it a value, such as `projects: {}`",
    ],
  ],
  [
    "a section's managed_by that is a number",
    ["infra:", "  prod:", "    managed_by: 5", "    projects: {}"],
    [
      "f:3:17: error: infra.prod: managed_by must be text, not the number 5 [wrong-type]",
      '    put it in quotes: "5"',
    ],
  ],
  [
    "a list for another project",
    ["infra:", "  prod:", "    projects:", "      k8s-a-prod: [x]"],
    [
      "f:4:19: error: k8s-a-prod must be a map, not a list [wrong-type]",
      "    for example `k8s-a-prod: { managed_by: infra/gcp/terraform }`",
    ],
  ],
  [
    "all mistakes in another project",
    ["infra:", "  prod:", "    projects:", "      k8s-a-prod: { managed_by: true, sig: x }"],
    [
      "f:4:33: error: k8s-a-prod: managed_by must be text, not true [wrong-type]",
      '    put it in quotes: "true"',
      'f:4:39: error: k8s-a-prod has the unknown key "sig" [unknown-key]',
      "    known: managed_by",
    ],
  ],
];

test.each(shapes)("reports %s", (_, lines, said) => {
  expect(diagnose(...lines)).toEqual(said);
});

test("reports a staging project that is text instead of a map", () => {
  expect(diagnoseStaging("k8s-staging-kind: stacks/staging.ts")).toEqual([
    'f:4:25: error: k8s-staging-kind must be a map, not the text "stacks/staging.ts" [wrong-type]',
    "    for example `k8s-staging-kind: { sig: sig-node }`",
  ]);
});

const entries: [behaviour: string, lines: string[], said: string[]][] = [
  [
    "a misspelt key, with swapped letters",
    ["sgi: sig-node"],
    ['f:5:9: error: k8s-staging-kind has the unknown key "sgi" [unknown-key]', '    did you mean "sig"?'],
  ],
  [
    "a misspelt key inside retention",
    ["retention: { day: 5 }"],
    [
      'f:5:22: error: k8s-staging-kind: retention has the unknown key "day" [unknown-key]',
      '    did you mean "days"?',
    ],
  ],
  [
    "a misspelt key inside a keep rule",
    ["retention:", "  keep: [{ id: a, reason: b, owner: c, tags: [v1], pakages: [x] }]"],
    [
      'f:6:60: error: k8s-staging-kind: retention.keep[0] has the unknown key "pakages" [unknown-key]',
      '    did you mean "packages"?',
    ],
  ],
  [
    "a key without a value",
    ["sig:"],
    [
      "f:5:9: error: k8s-staging-kind: sig has no value [wrong-type]",
      "    give it a value, such as `sig: sig-node`, or remove the key",
    ],
  ],
  [
    "an owner that is no SIG",
    ["sig: node"],
    [
      "f:5:14: error: k8s-staging-kind: sig must name a SIG, working group or committee: sig-…, wg-… or committee-… [malformed-value]",
      "    for example `sig: sig-node`",
    ],
  ],
  [
    "an unknown profile that is like none",
    ["profile: everything"],
    [
      'f:5:18: error: k8s-staging-kind: profile must be images or build-only, not the text "everything" [wrong-value]',
    ],
  ],
  [
    "a misspelt state",
    ["state: Frozn"],
    [
      'f:5:16: error: k8s-staging-kind: state must be active, frozen or retired, not the text "Frozn" [wrong-value]',
      '    did you mean "frozen"?',
    ],
  ],
  [
    "a group with capital letters",
    ["group: Kind@kubernetes.io"],
    [
      "f:5:16: error: k8s-staging-kind: group must be the lower case address of a group in kubernetes.io [malformed-value]",
      "    for example `group: k8s-infra-staging-kind@kubernetes.io`",
    ],
  ],
  [
    "a group of another domain",
    ["group: kind@example.com"],
    [
      "f:5:16: error: k8s-staging-kind: group must be the lower case address of a group in kubernetes.io [malformed-value]",
      "    for example `group: k8s-infra-staging-kind@kubernetes.io`",
    ],
  ],
  [
    "text for a list",
    ["apis: compute"],
    [
      'f:5:15: error: k8s-staging-kind: apis must be a list, not the text "compute" [wrong-type]',
      "    for example `apis: [compute, oslogin]`",
    ],
  ],
  [
    "an API that is no name",
    ["apis: [compute, Cloud Run]"],
    [
      "f:5:25: error: k8s-staging-kind: apis[1] must be a Google API, as `compute` or `compute.googleapis.com` [malformed-value]",
      "    for example `compute`",
    ],
  ],
  [
    "label keys and values that Google refuses",
    ["labels: { Area: x, goog-a: x, a: X, b: 5 }"],
    [
      "f:5:19: error: k8s-staging-kind: labels.Area must be 1 to 63 lower case letters, digits, _ and -, starting with a letter [malformed-key]",
      "f:5:28: error: k8s-staging-kind: labels.goog-a must not start with `goog`, which Google keeps for itself [malformed-key]",
      "f:5:42: error: k8s-staging-kind: labels.a must be at most 63 lower case letters, digits, _ and - [malformed-value]",
      "    for example `a: kind`",
      "f:5:48: error: k8s-staging-kind: labels.b must be text, not the number 5 [wrong-type]",
      '    put it in quotes: "5"',
    ],
  ],
  [
    "more labels than Google takes",
    [`labels: { ${Array.from({ length: 65 }, (_, index) => `l${index}: x`).join(", ")} }`],
    ["f:5:17: error: k8s-staging-kind: labels has more than 64 labels [out-of-range]"],
  ],
  [
    "a retention of no days",
    ["retention: { days: 0 }"],
    [
      "f:5:28: error: k8s-staging-kind: retention.days must be at least 1, not 0 [out-of-range]",
      "    for example `days: 90`",
    ],
  ],
  [
    "a retention of more than ten years",
    ["retention: { days: 3651 }"],
    [
      "f:5:28: error: k8s-staging-kind: retention.days must be at most 3650, not 3651 [out-of-range]",
      "    for example `days: 90`",
    ],
  ],
  [
    "a map for the list of keep rules",
    ["retention: { keep: { id: a } }"],
    [
      "f:5:28: error: k8s-staging-kind: retention.keep must be a list, not a map [wrong-type]",
      "    for example `keep: [{ id: tools, reason: release branches need them, owner: sig-release, tags: [v1.] }]`",
    ],
  ],
  [
    "half a day",
    ["retention: { days: 1.5 }"],
    [
      "f:5:28: error: k8s-staging-kind: retention.days must be a whole number, not the number 1.5 [wrong-type]",
      "    for example `days: 90`",
    ],
  ],
  [
    "words that older YAML takes for false",
    ["retention: { dry_run: no }"],
    [
      'f:5:31: error: k8s-staging-kind: retention.dry_run must be true or false, not the text "no" [wrong-type]',
      "    write true or false, without quotes",
    ],
  ],
  [
    "a keep rule without reason and owner",
    ["retention:", "  keep:", "    - id: a", "      tags: [v1]"],
    [
      "f:7:15: error: k8s-staging-kind: retention.keep[0].reason is missing [missing-key]",
      "    for example `reason: release branches build with them`",
      "f:7:15: error: k8s-staging-kind: retention.keep[0].owner is missing [missing-key]",
      "    for example `owner: sig-release`",
    ],
  ],
  [
    "every bad value of a keep rule",
    [
      "retention:",
      "  keep:",
      "    - id: delete-me",
      '      reason: " "',
      "      owner:",
      "      packages: [gcr.io/k8s-staging-kind/node, A]",
      "      tags: []",
    ],
    [
      "f:7:19: error: k8s-staging-kind: retention.keep[0].id must not start with `delete-`, which names the policy that deletes [malformed-value]",
      "    for example `id: release-builders`",
      "f:8:23: error: k8s-staging-kind: retention.keep[0].reason must not be empty [out-of-range]",
      "    for example `reason: release branches build with them`",
      "f:9:15: error: k8s-staging-kind: retention.keep[0].owner has no value [wrong-type]",
      "    give it a value, such as `owner: sig-release`",
      "f:10:26: error: k8s-staging-kind: retention.keep[0].packages[0] must be an image name inside the repository, without the registry's address [malformed-value]",
      "    for example `image-builder`",
      "f:10:56: error: k8s-staging-kind: retention.keep[0].packages[1] must be the start of an image name: lower case letters, digits and . _ / - [malformed-value]",
      "    for example `image-builder`",
      "f:11:21: error: k8s-staging-kind: retention.keep[0].tags must have at least one entry [out-of-range]",
      "    for example `tags: [v1., latest]`",
    ],
  ],
];

test.each(entries)("reports %s in a staging project", (_, lines, said) => {
  expect(diagnoseEntry(...lines)).toEqual(said);
});

test("accepts every key of a staging project, at the limits of its values", () => {
  const lines = [
    "managed_by: stacks/other.ts",
    "sig: committee-code-of-conduct",
    "profile: images",
    "state: retired",
    "read_only_until: 2027-03-01",
    "group: sig-testing.leads@kubernetes.io",
    "apis: [compute, run.googleapis.com]",
    `labels: { ${"a".repeat(63)}: ${"b".repeat(63)}, empty: "" }`,
    "retention:",
    "  days: 3650",
    "  dry_run: false",
    "  keep:",
    `    - { id: ${"a".repeat(63)}, reason: b, owner: c, most_recent: 1 }`,
    "    - { id: a, reason: b, owner: c, packages: [a/b-], tags: [V1.0_x-] }",
  ];
  expect(diagnoseEntry(...lines)).toEqual([]);
});

test("a mistake in one project hides no mistake in another project or in a list", () => {
  const text =
    "infra: { staging: { projects: { k8s-staging-a: { apis: 5 }, k8s-staging-b: { apis: [x, x] }, KIND: } } }";
  const rules = parseInventory(text, "f").diagnostics.map(({ rule }) => rule);
  expect(rules).toEqual(["wrong-type", "duplicate-api", "staging-prefix", "project-id"]);
});

test("line breaks and escape sequences from the file are printed escaped", () => {
  expect(diagnoseEntry('labels: { "a\\n::error::\\e[31m": x }')).toEqual([
    "f:5:19: error: k8s-staging-kind: labels.a\\x0a::error::\\x1b[31m must be 1 to 63 lower case letters, digits, _ and -, starting with a letter [malformed-key]",
  ]);
});
