import { describe, expect, test } from "vitest";
import { checkExpiries } from "../../../inventory/check/expiry.ts";
import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { checkSpecialCaseGroups } from "../../../inventory/groups/special-cases.ts";
import { parseInventory } from "../../support/load.ts";
import { load } from "../groups/diagnose.ts";

const BASE = ["id: tools", "reason: tests", "date: 2026-01-01", "projects: [k8s-staging-kind]"];
const VIEWER = "{ role: roles/viewer, member: group:a@kubernetes.io }";

/** A file with the projects kind (images, on line 4) and sandbox (build-only), and special cases from line 7 on. */
function file(...cases: string[][]): string {
  const special = cases.flatMap((lines) => lines.map((line, index) => `${index === 0 ? "- " : "  "}${line}`));
  return [
    "infra:",
    "  staging:",
    "    projects:",
    "      k8s-staging-kind:",
    "      k8s-staging-sandbox: { profile: build-only }",
    "    special_cases:",
    ...special.map((line) => `      ${line}`),
  ].join("\n");
}

function said(...cases: string[][]): string[] {
  const { diagnostics } = parseInventory(file(...cases), "f");
  return formatDiagnostics(diagnostics).split("\n").slice(0, -1);
}

/** The messages about one grant, on line 12, in a special case of the project kind. */
const saidOf = (grant: string, ...more: string[]) => said([...BASE, ...more, "grants:", `  - { ${grant} }`]);

test("a special case applies its grants and reason to the projects that it names, and to no others", () => {
  const { inventory } = parseInventory(
    file([
      ...BASE,
      "grants:",
      `  - ${VIEWER}`,
      "  - { role: roles/x.y, bucket: k8s-staging-kind-gcb, member: group:a@kubernetes.io }",
    ]),
    "f",
  );
  const [kind, sandbox] = inventory?.stagingProjects ?? [];
  expect(sandbox?.specialCases).toEqual([]);
  expect(kind?.specialCases).toEqual([
    {
      id: "tools",
      reason: "tests",
      date: "2026-01-01",
      expires: undefined,
      accounts: [],
      buckets: [],
      grants: [
        {
          role: "roles/viewer",
          member: "group:a@kubernetes.io",
          mode: "authoritative",
          kind: "project",
          resource: "k8s-staging-kind",
          origin: { file: "f", line: 12, column: 43 },
        },
        {
          role: "roles/x.y",
          member: "group:a@kubernetes.io",
          mode: "authoritative",
          kind: "bucket",
          resource: "k8s-staging-kind-gcb",
          origin: { file: "f", line: 13, column: 70 },
        },
      ],
      origin: { file: "f", line: 7, column: 9 },
    },
  ]);
});

describe("who may hold a role", () => {
  test.each([
    [
      "a person may not",
      "role: roles/browser, member: user:ada@example.com",
      "f:12:44: error: infra.staging: special_cases[0].grants[0].member must be `group:…`, `serviceAccount:…` with a lower case address, `principal://…` or `principalSet://…` [malformed-value]",
    ],
    [
      "the public may not",
      "role: roles/browser, member: allUsers",
      "f:12:44: error: infra.staging: special_cases[0].grants[0].member must be `group:…`, `serviceAccount:…` with a lower case address, `principal://…` or `principalSet://…` [malformed-value]",
    ],
    [
      "nobody owns a project",
      "role: roles/owner, member: group:a@kubernetes.io",
      "f:12:21: error: the special case tools: grants[0] gives roles/owner [basic-role]",
    ],
    [
      "only groups see all of a project",
      "role: roles/viewer, member: serviceAccount:a@b.iam.gserviceaccount.com",
      "f:12:21: error: the special case tools: grants[0] gives roles/viewer to serviceAccount:a@b.iam.gserviceaccount.com [basic-role]",
    ],
    [
      "an account of one of our projects must be one that is made",
      "role: roles/browser, member: serviceAccount:gcb-builder-kin@k8s-staging-kind.iam.gserviceaccount.com",
      "f:12:44: error: the special case tools: grants[0] names gcb-builder-kin, which k8s-staging-kind does not have [unknown-account]",
    ],
  ])("%s", (_behaviour, grant, expected) => {
    expect(saidOf(grant)[0]).toBe(expected);
  });
});

describe("the target of a grant", () => {
  test("must exist", () => {
    expect(saidOf("role: roles/x.y, bucket: kind, member: group:a@kubernetes.io")).toEqual([
      "f:12:40: error: the special case tools: grants[0] is on the bucket kind, which k8s-staging-kind does not have [grant-target]",
      "    it has k8s-staging-kind or k8s-staging-kind-gcb",
    ]);
    expect(
      saidOf(
        "role: roles/x.y, account: robot, member: group:a@kubernetes.io",
        "accounts:",
        "  - { id: robots, purpose: p }",
      ),
    ).toEqual([
      "f:14:41: error: the special case tools: grants[0] is on the account robot, which k8s-staging-kind does not have [grant-target]",
      "    it has gcb-builder-kind or robots",
    ]);
  });

  test("must be a single resource", () => {
    expect(
      saidOf("role: roles/x.y, bucket: k8s-staging-kind, repository: images, member: group:a@kubernetes.io"),
    ).toEqual([
      "f:12:13: error: the special case tools: grants[0] names bucket and repository; a grant is on one thing [grant-target]",
      "    make it one grant each",
    ]);
  });

  test("must not be another staging project", () => {
    expect(saidOf("role: roles/x.y, project: k8s-staging-sandbox, member: group:a@kubernetes.io")).toEqual([
      "f:12:41: error: the special case tools: grants[0] is on the staging project k8s-staging-sandbox [grant-target]",
      "    name that one in `projects`, in a special case of its own",
    ]);
  });
});

describe("the mode of a grant", () => {
  const line = (grant: string) => saidOf(`${grant}, member: group:a@kubernetes.io`)[0];
  test("must be authoritative on resources of this program", () => {
    expect(line("role: roles/x.y, mode: additive")).toBe(
      "f:12:38: error: the special case tools: grants[0] is additive, but nobody else may hold a role on what this program makes [grant-mode]",
    );
    expect(line("role: roles/x.y")).toBeUndefined();
  });

  test("must be additive on other projects, and for roles that Google's own members hold", () => {
    expect(line("role: roles/x.y, project: k8s-releng-prod")).toMatch(
      /is authoritative, but k8s-releng-prod is not ours/,
    );
    expect(line("role: roles/x.y, project: k8s-releng-prod, mode: additive")).toBeUndefined();
    expect(line("role: roles/cloudbuild.builds.builder")).toMatch(
      /but Google's own members hold roles\/cloudbuild/,
    );
    expect(
      line("role: roles/storage.legacyBucketWriter, bucket: k8s-staging-kind, mode: additive"),
    ).toBeUndefined();
  });
});

test("a special case must name declared staging projects, each only once", () => {
  expect(
    said([
      "id: tools",
      "reason: r",
      "date: 2026-01-01",
      "projects: [k8s-staging-kin, k8s-staging-kind, k8s-staging-kind]",
    ]),
  ).toEqual([
    "f:10:20: error: the special case tools names k8s-staging-kin, which is no declared staging project [special-case-project]",
    '    did you mean "k8s-staging-kind"?',
    "f:10:55: error: the special case tools names k8s-staging-kind twice [special-case-project]",
    "    remove one of the two",
  ]);
});

test("a special case must create its buckets in a single project that enables their API", () => {
  const [id, reason, date] = BASE;
  const both = [
    id!,
    reason!,
    date!,
    "projects: [k8s-staging-kind, k8s-staging-sandbox]",
    "buckets: [some-bucket]",
  ];
  expect(said(both)).toEqual([
    "f:11:9: error: the special case tools makes buckets in 2 projects [special-case-made-twice]",
    "    make it one special case per project",
    "f:11:9: error: the special case tools makes buckets in k8s-staging-sandbox, which does not enable storage-api.googleapis.com [special-case-api]",
    "    add `apis: [storage-api]` to k8s-staging-sandbox",
  ]);
});

test("duplicate special case ids and duplicate grants are refused", () => {
  const grants = ["grants:", `  - ${VIEWER}`];
  expect(said([...BASE, ...grants], [...BASE, ...grants])).toEqual([
    "f:13:13: error: there are two special cases tools, the other one on line 7 [duplicate-special-case]",
    "    give each one an id of its own",
    "f:18:43: error: the special case tools: grants[0] stands also in tools (line 12) [duplicate-grant]",
    "    remove one of the two",
  ]);
});

test("an expired or future-dated special case is an error; one that expires soon is a warning", () => {
  const on = (day: string, ...lines: string[]) => {
    const { inventory } = parseInventory(file([...BASE, ...lines]), "f");
    const limits = { requiredMembers: {}, waivers: [] };
    return formatDiagnostics(checkExpiries({ inventory: inventory!, limits, sourceExceptions: [] }, day))
      .split("\n")
      .slice(0, -1);
  };
  const hint = "    remove it if it is no longer needed; else review it and set `date` and `expires` anew";
  expect(on("2026-07-01", "expires: 2026-06-30")).toEqual([
    "f:7:9: error: the special case tools expired on 2026-06-30 [special-case-expired]",
    hint,
  ]);
  expect(on("2026-06-30", "expires: 2026-06-30")).toEqual([
    "f:7:9: warning: the special case tools expires on 2026-06-30 [special-case-expires]",
    hint,
  ]);
  expect(on("2026-05-30", "expires: 2026-06-30")).toEqual([]);
  expect(on("2040-01-01")).toEqual([]);
  expect(on("2025-12-30")).toEqual([
    "f:7:9: error: the special case tools is dated 2026-01-01, which is in the future [date-in-future]",
  ]);
});

test("a retired project's entry causes a warning once its read_only_until day has come", () => {
  const retired = "k8s-staging-kind: { state: retired, read_only_until: 2027-03-01 }";
  const { inventory } = parseInventory(file(BASE).replace("k8s-staging-kind:", retired), "f");
  const limits = { requiredMembers: {}, waivers: [] };
  const on = (day: string) =>
    formatDiagnostics(checkExpiries({ inventory: inventory!, limits, sourceExceptions: [] }, day));
  expect(on("2027-02-28")).toBe("");
  expect(on("2027-03-01").split("\n").slice(0, -1)).toEqual([
    "f:4:43: warning: k8s-staging-kind was readable until 2027-03-01: its entry can be removed now [retirement-due]",
    "    `bin/infra offboard kind` removes it; nothing is deleted in the cloud",
  ]);
});

test("an expiry date must be written as YYYY-MM-DD", () => {
  expect(said([...BASE, "expires: 31 May"])).toEqual([
    "f:11:18: error: infra.staging: special_cases[0].expires must be a day as YYYY-MM-DD [malformed-value]",
    "    for example `expires: 2027-06-30`",
  ]);
});

test("a group to which a special case grants a role must be declared", () => {
  const { inventory } = parseInventory(
    file([...BASE, "grants:", "  - { role: roles/x.y, member: group:k8s-infra-staging-kin@kubernetes.io }"]),
    "f",
  );
  const { groups } = load({ "groups.yaml": "groups: []" });
  expect(formatDiagnostics(checkSpecialCaseGroups(inventory!, groups!)).split("\n").slice(0, -1)).toEqual([
    "f:12:40: error: the special case tools names the group k8s-infra-staging-kin@kubernetes.io, which is not declared [special-case-group]",
    "    did you mean k8s-infra-staging-kind@kubernetes.io?",
  ]);
});
