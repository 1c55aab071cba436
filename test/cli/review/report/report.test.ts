import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as z from "zod";
import { detailLines } from "../../../../cli/review/report/details.ts";
import { changeReport } from "../../../../cli/review/report/schema.ts";
import { markdownReport } from "../../../../cli/review/report/markdown.ts";
import { pageOf } from "../../../../cli/review/report/page.ts";
import { terminalReport } from "../../../../cli/review/report/terminal.ts";
import { fromRoot } from "../../../../boot/root.ts";
import { reportOn } from "./sample.ts";

const schemaFile = readFileSync(fromRoot("schemas/change-report.schema.json"), "utf8");
const member = {
  groups: ["      - Grace@Example.com", "      - Grace@Example.com\n      - linus@example.com"],
} as const;

test("the committed JSON Schema matches the code; regenerate it after a change", () => {
  expect(JSON.parse(schemaFile)).toEqual(z.toJSONSchema(changeReport, { target: "draft-7" }));
});

test("a report matches the JSON Schema, and one with an unknown key or version does not", async () => {
  const schema = z.fromJSONSchema(JSON.parse(schemaFile) as Parameters<typeof z.fromJSONSchema>[0]);
  const report = JSON.parse(JSON.stringify(await reportOn(member))) as object;
  expect(schema.safeParse(report).error).toBeUndefined();
  expect(schema.safeParse({ ...report, extra: 1 }).success).toBe(false);
  expect(schema.safeParse({ ...report, version: 2 }).success).toBe(false);
});

test("a new member gains the access of the group and of the groups that contain it, in every project", async () => {
  const report = await reportOn(member);
  expect(terminalReport(report, false).split("\n")).toEqual([
    "staging: 1 to update",
    "medium risk: linus@example.com can push images to 1 existing project.",
    "",
    "Changes:",
    "  k8s-infra-release-editors@kubernetes.io  group  1 to update",
    "",
    "Access, through groups as well:",
    "  linus@example.com, through k8s-infra-release-editors",
    "    + can write its buckets, see the project in 10 projects",
    "    + can push images, write its buckets, see the project in k8s-staging-releng",
    "",
    "k8s-infra-release-editors@kubernetes.io",
    "  ~ GroupMembers members",
    "  +     members: { email: linus@example.com, role: MEMBER, type: USER }",
    "",
    "Compared main (1a2b3c4d5e) with f1e2d3c4b5, by the data alone: no cloud was asked.",
    "",
  ]);
});

test("freezing a project takes the right to push only from its group and its build account", async () => {
  const report = await reportOn({
    infra: ["k8s-staging-kind:\n", "k8s-staging-kind:\n        state: frozen\n"],
  });
  const losing = report.access.filter(({ loses }) => loses.length > 0).map(({ address }) => address);
  expect(losing).toEqual([
    "gcb-builder-kind@k8s-staging-kind.iam.gserviceaccount.com",
    "k8s-infra-staging-kind@kubernetes.io",
  ]);
  expect(report.access.every(({ gains }) => gains.length === 0)).toBe(true);
  expect(report.risk.reasons).toEqual([
    {
      level: "medium",
      text: "k8s-infra-staging-kind@kubernetes.io, gcb-builder-kind@k8s-staging-kind.iam.gserviceaccount.com can no longer push images.",
    },
  ]);
});

test("a project that leaves without being retired is refused, at the top of the report", async () => {
  const report = await reportOn({ infra: ["      k8s-staging-bom:\n", ""] });
  expect(report.risk.level).toBe("refused");
  expect(report.tally.refuse).toBe(5);
  expect(markdownReport(report).split("\n").slice(0, 5)).toEqual([
    "<!-- infra plan staging -->",
    "### staging: 5 refused, since protected, 35 to forget, kept in the cloud",
    "",
    "> [!CAUTION]",
    "> **REFUSED**: 5 resources of k8s-staging-bom would leave while protected: the engine refuses the change.",
  ]);
});

test("a project that leaves the data stays in the cloud, so nobody loses access", async () => {
  const { access } = await reportOn({ infra: ["      k8s-staging-bom:\n", ""] });
  expect(access).toEqual([]);
});

test("a retirement lifts protection without deleting anything, and is reported as a high risk", async () => {
  const report = await reportOn({
    infra: [
      "k8s-staging-kind:\n",
      "k8s-staging-kind:\n        state: retired\n        read_only_until: 2027-03-01\n",
    ],
  });
  expect(report.tally).toMatchObject({ refuse: 0, delete: 0, create: 0 });
  expect(report.risk.reasons[0]).toEqual({
    level: "high",
    text: "The protection of 5 resources of k8s-staging-kind is lifted.",
  });
});

test("ending a retention dry run is reported as the start of deletion", async () => {
  const report = await reportOn({
    infra: ["k8s-staging-kind:\n", "k8s-staging-kind:\n        retention: { dry_run: false }\n"],
  });
  expect(report.risk.reasons).toEqual([
    {
      level: "high",
      text: "Images begin to be deleted by age, after 90 days, in 2 resources of k8s-staging-kind.",
    },
  ]);
});

test("changed files that are not data are named as not covered, right after the tally", async () => {
  const report = await reportOn(member, { notCovered: ["README.md", "stacks/staging.ts"] });
  const text = terminalReport(report, false).split("\n");
  expect(text[1]).toBe(
    "Not covered, because they are not data: README.md, stacks/staging.ts. `--program` covers the program.",
  );
  expect(report.risk.reasons.map(({ text: reason }) => reason)).toContain(
    "The program changes as well (1 file): what that does is not in this report.",
  );
});

test("untrusted names and texts are harmless in a comment", async () => {
  const evil = "@kubernetes/owners <img src=x> `x` | [a](b) https://evil.example \u202E #1 a/b#2 GH-3";
  const check = {
    rule: "r",
    severity: "error" as const,
    file: evil,
    line: 1,
    column: 1,
    message: evil,
    hint: `${evil}\n\`\`\`\n@all`,
  };
  const typed = { revision: evil, commit: "1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b" };
  const report = await reportOn(member, { checks: [check], notCovered: [evil], base: typed });
  const markdown = markdownReport(report);
  const outsideCode = markdown
    .replaceAll(/^ *(`{3,})\w*\n[^]*?^ *\1$/gm, "")
    .replaceAll(/(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, "");
  expect(outsideCode.replaceAll(/<code>[^<]*<\/code>/g, "")).not.toMatch(/@\w/);
  expect(outsideCode).not.toMatch(/<(?!!--|\/?(?:details|summary|code|sub|br)>)/);
  expect(outsideCode).not.toMatch(/(?<!\\)\]\(/);
  expect(outsideCode).not.toMatch(/https?:\/\/\w/);
  expect(outsideCode).not.toMatch(/(?:#|GH-)\d/);
  expect(markdown).not.toContain("\u202E");
});

test("details that do not fit in a comment are counted, and the tally always fits", async () => {
  const report = await reportOn({
    infra: ["      k8s-staging-csi:\n", "      k8s-staging-csi:\n      k8s-staging-hello:\n"],
  });
  const whole = markdownReport(report);
  expect(whole).not.toContain("No room");
  const short = markdownReport(report, 2000);
  expect(short.length).toBeLessThanOrEqual(2000);
  expect(short).toContain("### staging: 40 to create");
  expect(short).toContain(
    "**No room for 1 block of details**: `infra plan staging --base 1a2b3c4d5e` shows all.",
  );
});

test("when much does not fit in a comment, each kind of omitted item is counted", async () => {
  const check = (line: number) => ({
    ...{ rule: "r", severity: "warning" as const, file: "f", line, column: 1 },
    message: "x".repeat(500),
    hint: "",
  });
  const report = await reportOn(
    {
      groups: ["groups:\n", `groups:\n${["a", "b", "c"].map(groupOf).join("")}`],
    },
    { checks: [1, 2, 3].map(check) },
  );
  expect(markdownReport(report, 700)).toContain(
    "**No room for 3 rows of what changes, 3 checks, 3 blocks of details**:",
  );
});

const groupOf = (name: string, index: number) => {
  const members = ["x", "y", "z"].slice(index).map((who) => `${who}@example.com`);
  return `  - { email-id: ${name}@kubernetes.io, name: ${name}, description: ${name}, members: [${members.join(", ")}] }\n`;
};

test("resources that change in the same way are shown once", async () => {
  const report = await reportOn({
    infra: ["k8s-staging-kind:\n", "k8s-staging-kind:\n        retention: { dry_run: false }\n"],
  });
  expect(detailLines(report.owners[0]!).map(({ sign, text }) => `${sign} ${text}`)).toEqual([
    "! 2 Repositories: gcr.io, images",
    "!     cleanup is only a dry run: true → false",
  ]);
});

test("the HTML page escapes the report and marks added, removed and changed lines", () => {
  const page = pageOf("plan <x>", "staging: 1\n  + <b>new</b>\n  -     old\n  ~ other\nname - no mark\n");
  expect(page).toContain("<title>plan &lt;x&gt;</title>");
  expect(page.slice(page.indexOf("<pre>"), page.indexOf("</pre>")).split("\n")).toEqual([
    "<pre><strong>staging: 1</strong>",
    '<span class="add">  + &lt;b&gt;new&lt;/b&gt;</span>',
    '<span class="take">  -     old</span>',
    '<span class="change">  ~ other</span>',
    "name - no mark",
    "",
  ]);
});
