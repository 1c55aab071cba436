/** Evaluating only the touched part of a change suffices: comparing the parts equals comparing everything. */
import { beforeAll, describe, expect, test } from "vitest";
import { evaluate } from "../../../cli/review/plan/evaluate.ts";
import { verdictBy } from "../../../cli/review/plan/verdict.ts";
import { REVIEWED } from "../../support/days.ts";
import { differences } from "../../../cli/review/report/differences.ts";
import { affectedPart } from "../../../inventory/part/affected.ts";
import { isEmpty, selectBoth } from "../../../inventory/part/part.ts";
import type { Data } from "../../../inventory/data.ts";
import program from "../../../stacks/index.ts";
import { configOver } from "../../support/settings.ts";
import { dozen, type Edit } from "../../cli/review/report/changes.ts";

const config = configOver("none");
const planOf = (data: Data) => evaluate("staging", config, () => program(data));
let whole: Awaited<ReturnType<typeof planOf>>;
beforeAll(async () => {
  whole = await planOf(dozen());
});

const edits: [what: string, edit: Edit, projects: string[], groups: string[]][] = [
  ["nothing", {}, [], []],
  ["a line that moves every place below it", { infra: ["infra:\n", "# moved\ninfra:\n"] }, [], []],
  [
    "a new project, with its group by the naming rule",
    { infra: ["      k8s-staging-csi:\n", "      k8s-staging-csi:\n      k8s-staging-hello:\n"] },
    ["k8s-staging-hello"],
    ["k8s-infra-staging-hello@kubernetes.io"],
  ],
  [
    "a retirement",
    {
      infra: [
        "k8s-staging-bom:\n",
        "k8s-staging-bom:\n        state: retired\n        read_only_until: 2027-03-01\n",
      ],
    },
    ["k8s-staging-bom"],
    ["k8s-infra-staging-bom@kubernetes.io"],
  ],
  ["a label", { infra: ["area: testing", "area: tests"] }, ["k8s-staging-kind"], []],
  ["images that begin to be deleted", { infra: ["days: 30", "days: 31"] }, ["k8s-staging-infra-tools"], []],
  [
    "a special case of two projects",
    { infra: ["roles/artifactregistry.repoAdmin", "roles/artifactregistry.reader"] },
    ["k8s-staging-dns", "k8s-staging-releng"],
    [],
  ],
  [
    "a member, whose group is in another",
    { groups: ["      - Grace@Example.com", "      - Grace@Example.com\n      - linus@example.com"] },
    [],
    ["k8s-infra-release-editors@kubernetes.io"],
  ],
  [
    "a member of a group that has a group in it",
    { groups: ["      - ada@example.com\n      - k8s-", "      - bob@example.com\n      - k8s-"] },
    [],
    ["k8s-infra-artifact-admins@kubernetes.io", "k8s-infra-release-editors@kubernetes.io"],
  ],
  [
    "a group that leaves another",
    { groups: ["      - k8s-infra-release-editors@kubernetes.io\n", ""] },
    [],
    ["k8s-infra-artifact-admins@kubernetes.io", "k8s-infra-release-editors@kubernetes.io"],
  ],
  [
    "a group that no longer reconciles",
    {
      groups: [
        'ReconcileMembers: "true"\n    members:\n      - Grace',
        'ReconcileMembers: "true"\n    membership: partial\n    members:\n      - Grace',
      ],
    },
    [],
    ["k8s-infra-release-editors@kubernetes.io"],
  ],
  [
    "a group that comes back",
    { groups: ["state: retired", "state: active"] },
    [],
    ["k8s-infra-push-old@kubernetes.io"],
  ],
];

describe.each(edits)("%s", (_, edit, projects, groups) => {
  const base = dozen();
  const head = dozen(edit);
  const affected = affectedPart({ base, head })!;
  const part = selectBoth({ base, head }, affected);

  test("only the touched projects and groups are evaluated", () => {
    const either = (names: (data: Data) => readonly string[]) =>
      [...new Set([...names(part.base), ...names(part.head)])].sort();
    expect(either(({ inventory }) => inventory.stagingProjects.map(({ id }) => id))).toEqual(projects);
    expect(either((data) => data.groups.map(({ email }) => email))).toEqual(groups);
    expect(isEmpty(affected)).toBe(projects.length + groups.length === 0);
  });

  test("the policies judge the touched part as they judge everything", async () => {
    const found = await planOf(part.head);
    const urns = new Set(found.map(({ urn }) => urn));
    const violations = (resources: typeof found) =>
      verdictBy(resources, [], REVIEWED).violations.filter(({ urn }) => urns.has(urn));
    expect(violations(found)).toEqual(violations(await planOf(head)));
  });

  test("the touched part shows the same differences as evaluating everything", async () => {
    const [partBase, partHead, wholeHead] = [
      await planOf(part.base),
      await planOf(part.head),
      await planOf(head),
    ];
    expect(differences(partBase, partHead)).toEqual(differences(whole, wholeHead));
    expect(differences(partHead, partBase)).toEqual(differences(wholeHead, whole));
  });
});

test("a change outside the staging projects, groups and registry is evaluated as a whole", () => {
  const base = dozen();
  const head = dozen({
    infra: ["      k8s-artifacts-prod:\n", "      k8s-artifacts-prod:\n      k8s-other-prod:\n"],
  });
  expect(affectedPart({ base, head })).toBeUndefined();
});
