import { expect, test } from "vitest";
import {
  groupLines,
  newGroupsFile,
  withGroup,
  withMembers,
  withRetiredGroup,
  withoutGroup,
} from "../../../../cli/edits/onboarding/groupsFile.ts";
import { withAllowed } from "../../../../cli/edits/onboarding/restrictionsFile.ts";

const email = "k8s-infra-staging-kmm@kubernetes.io";

test("a SIG's first group creates its file", () => {
  expect(newGroupsFile("sig-cluster-lifecycle", groupLines("kmm", ["eve@example.com", "ada@example.com"])))
    .toBe(`\
# Google Groups of SIG Cluster Lifecycle.
#
# Format: see ../config.yaml. In alphabetical order.
groups:
  - email-id: k8s-infra-staging-kmm@kubernetes.io
    name: k8s-infra-staging-kmm
    description: ACL for staging kmm
    settings:
      ReconcileMembers: "true"
    members:
      - ada@example.com
      - eve@example.com
`);
});

const two = `# Groups.
groups:
  # Above the first.
  - email-id: a@kubernetes.io
    members: []

  # Above the second.
  - email-id: z@kubernetes.io
    members:
      - bob@example.com # on leave
      - eve@example.com
    membership: partial
`;

test("a group is inserted in order, in the file's own indentation, with a blank line above it", () => {
  const block = ["  - email-id: k@kubernetes.io", "    members: []"];
  expect(withGroup(two, "k@kubernetes.io", block)).toBe(
    two.replace("members: []\n", "members: []\n\n  - email-id: k@kubernetes.io\n    members: []\n"),
  );
  expect(withGroup("groups:\n- email-id: a@kubernetes.io\n", "k@kubernetes.io", block)).toBe(
    "groups:\n- email-id: a@kubernetes.io\n\n- email-id: k@kubernetes.io\n  members: []\n",
  );
  expect(withGroup("groups: []\n", "k@kubernetes.io", block)).toBe(
    "groups:\n  - email-id: k@kubernetes.io\n    members: []\n",
  );
});

test("members are inserted in order, also into an empty or missing list, but not into one in flow style", () => {
  expect(withMembers(two, "z@kubernetes.io", ["cat@example.com", "ada@example.com"])).toBe(
    two
      .replace("      - eve", "      - cat@example.com\n      - eve")
      .replace("      - bob", "      - ada@example.com\n      - bob"),
  );
  expect(withMembers(two, "a@kubernetes.io", ["ada@example.com"])).toBe(
    two.replace("members: []", "members:\n      - ada@example.com"),
  );
  expect(
    withMembers("groups:\n  - email-id: a@kubernetes.io\n", "a@kubernetes.io", ["ada@example.com"]),
  ).toBe("groups:\n  - email-id: a@kubernetes.io\n    members:\n      - ada@example.com\n");
  const flow = "groups:\n  - email-id: a@kubernetes.io\n    members: [bob@example.com]\n";
  expect(withMembers(flow, "a@kubernetes.io", ["ada@example.com"])).toBeUndefined();
});

test("an address that YAML would misread is written in quotes", () => {
  expect(withMembers(two, "a@kubernetes.io", ["*ada@example.com"])).toContain('      - "*ada@example.com"\n');
});

test("retiring a group adds its state, and removing it also removes the adjacent blank line", () => {
  expect(withRetiredGroup(two, "a@kubernetes.io")).toBe(
    two.replace("members: []\n", "members: []\n    state: retired\n"),
  );
  expect(withoutGroup(two, "a@kubernetes.io")).toBe(
    two.replace("  - email-id: a@kubernetes.io\n    members: []\n\n", ""),
  );
  const plain = "groups:\n  - email-id: a@kubernetes.io\n\n  - email-id: b@kubernetes.io\n";
  expect(withoutGroup(plain, "b@kubernetes.io")).toBe("groups:\n  - email-id: a@kubernetes.io\n");
});

const restrictions = `restrictions:
  - path: sig-docs/groups.yaml
    allowedGroups:
      - '^k8s-infra-staging-sig-docs@kubernetes\\.io$'
  - path: sig-node/groups.yaml
    allowedGroups:
      - '^k8s-infra-staging-cri-tools@kubernetes\\.io$'
      - '^k8s-infra-staging-nfd@kubernetes\\.io$'
  # Everything else that is a staging group.
  - path: sig-k8s-infra/groups.yaml
    allowedGroups:
      - '^k8s-infra-staging-'
  - path: "**/*"
`;
const pattern = String.raw`'^k8s-infra-staging-kmm@kubernetes\.io$'`;

test("a file that has a restrictions entry gets one more pattern, in order", () => {
  expect(withAllowed(restrictions, "sig-node/groups.yaml", email)).toBe(
    restrictions.replace(/tools@.*\n/, (line) => `${line}      - ${pattern}\n`),
  );
});

test("a file without a restrictions entry gets one among those of single SIGs, above all that match it", () => {
  const entry = (sig: string) => `  - path: ${sig}/groups.yaml\n    allowedGroups:\n      - ${pattern}\n`;
  expect(withAllowed(restrictions, "sig-windows/groups.yaml", email)).toBe(
    restrictions.replace("  # Everything", (line) => `${entry("sig-windows")}${line}`),
  );
  expect(withAllowed(restrictions, "sig-apps/groups.yaml", email)).toBe(
    restrictions.replace("restrictions:\n", (line) => `${line}${entry("sig-apps")}`),
  );
});

test("restrictions in flow style are not edited", () => {
  const flow = restrictions.replace(/allowedGroups:\n.*\n/, "allowedGroups: [a]\n");
  expect(withAllowed(flow, "sig-docs/groups.yaml", email)).toBeUndefined();
});
