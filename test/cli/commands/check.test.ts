import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { checkCommand, runCheck as runCheckOn, type CheckOptions } from "../../../cli/commands/check.ts";
import { fromRoot } from "../../../boot/root.ts";
import type { Diagnostic } from "../../../inventory/yaml/diagnostics.ts";
import { evaluateStack } from "../../../cli/review/plan/evaluateStack.ts";
import { sourcesFrom } from "../../../inventory/sources.ts";
import type { UserError } from "../../../terminal/userError.ts";
import { REVIEWED, lasting } from "../../support/days.ts";
import { dataIn } from "../../support/load.ts";

const runCheck = (options: CheckOptions) => runCheckOn(options, REVIEWED);

const folder = mkdtempSync(join(tmpdir(), "check-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const good = file("good.yaml", "infra: { staging: { projects: { k8s-staging-kind: } } }\n");
const warned = file("warned.yaml", "infra: { prod: { projects: { k8s-b-prod: , k8s-a-prod: } } }\n");
const bad = file("bad.yaml", "infra: { prod: { projects: { k8s-b-prod: , k8s-a-prod: 5 } }, stagng: {} }\n");

/** What is left out of the check of a file of projects, with the project's own groups and registry. */
const unchecked = [
  "which groups of groups/ are unused",
  "whether the projects and groups named in infra/registry/ are declared",
  "the policy exceptions",
  "the stack files",
  "what is promoted",
];
const notChecked = unchecked.map((what) => `  not checked: ${what}\n`).join("");
const { length: groupCount } = dataIn().data!.groups;

test("a file without mistakes prints its counts and what was left out, with exit status 0", () => {
  const stdout = `${good}: 1 staging project, 0 others, ${groupCount} groups, no mistakes\n${notChecked}`;
  expect(runCheck({ infra: good })).toEqual({ exitCode: 0, stdout, stderr: "" });
});

test("a file in place of the project's own is judged as `plan` judges it, groups and builds included", async () => {
  const infra = fromRoot("test/fixtures/dozen/infra.yaml");
  const { exitCode, stdout } = runCheck({ infra });
  expect(exitCode).toBe(2);
  const planned = await evaluateStack("staging", sourcesFrom({ infra })).catch((error: unknown) => error);
  expect((planned as UserError).exitCode).toBe(2);
  const errors = (text: string) => text.split("\n").filter((line) => line.includes(": error: "));
  expect(errors(stdout)).toEqual([
    `${infra}:31:9: error: k8s-staging-provider-os: the group provider-os-leads@kubernetes.io that writes its images is not declared [staging-group-missing]`,
  ]);
  expect(errors((planned as UserError).message)).toEqual(errors(stdout));
});

test("the project's own file is the project's own, however its path is spelled", () => {
  const { stdout } = runCheck({ infra: relative(process.cwd(), fromRoot("infra/../infra/gcp/infra.yaml")) });
  expect(stdout).toMatch(/ promoter manifests, /);
  expect(stdout).not.toContain("not checked");
});

test("warnings are shown, and the exit status stays 0", () => {
  expect(runCheck({ infra: warned })).toEqual({
    exitCode: 0,
    stdout:
      `${warned}:1:44: warning: prod is not in alphabetical order: k8s-a-prod stands below k8s-b-prod [list-order]\n` +
      "    move k8s-a-prod up, above k8s-b-prod\n" +
      `${warned}: 0 staging projects, 2 others, ${groupCount} groups, 1 warning\n${notChecked}`,
    stderr: "",
  });
});

test("errors and warnings are shown in file order, with exit status 2", () => {
  const { exitCode, stdout } = runCheck({ infra: bad });
  expect(exitCode).toBe(2);
  expect(stdout.split("\n").map((line) => line.replace(bad, "f"))).toEqual([
    "f:1:44: warning: prod is not in alphabetical order: k8s-a-prod stands below k8s-b-prod [list-order]",
    "    move k8s-a-prod up, above k8s-b-prod",
    "f:1:56: error: k8s-a-prod must be a map, not the number 5 [wrong-type]",
    "    for example `k8s-a-prod: { managed_by: infra/gcp/terraform }`",
    'f:1:63: error: infra has the unknown project type "stagng" [unknown-key]',
    '    did you mean "staging"?',
    "f: 2 errors, 1 warning",
    ...notChecked.split("\n"),
  ]);
});

test("a missing file is an error", () => {
  const { exitCode, stdout } = runCheck({ infra: "none.yaml" });
  expect(exitCode).toBe(2);
  expect(stdout).toBe(
    `none.yaml:1:1: error: the file cannot be read: there is no such file [unreadable-file]\nnone.yaml: 1 error\n${notChecked}`,
  );
});

test("--json prints the diagnostics with all their keys, and what was left out", () => {
  expect(runCheck({ infra: warned, json: true })).toEqual({
    exitCode: 0,
    stdout:
      `{"diagnostics":[{"rule":"list-order","severity":"warning","file":${JSON.stringify(warned)},"line":1,"column":44,` +
      '"message":"prod is not in alphabetical order: k8s-a-prod stands below k8s-b-prod",' +
      '"hint":"move k8s-a-prod up, above k8s-b-prod"}],' +
      `"unchecked":${JSON.stringify(unchecked)}}\n`,
    stderr: "",
  });
  expect(JSON.parse(runCheck({ infra: good, json: true }).stdout)).toEqual({ diagnostics: [], unchecked });
  expect(Object.keys(JSON.parse(runCheck({ json: true }).stdout) as object)).toEqual(["diagnostics"]);
  expect(runCheck({ infra: bad, json: true }).exitCode).toBe(2);
});

test("without --infra, the project's own file is checked from any working directory", () => {
  vi.spyOn(process, "cwd").mockReturnValue("/");
  expect(runCheck({}).stdout).toMatch(
    /^infra\/gcp\/infra\.yaml: \d+ staging projects, \d+ others, \d+ groups, \d+ builds, \d+ promoter manifests, (no mistakes|\d+ warnings?)\n$/m,
  );
  const { diagnostics } = JSON.parse(runCheck({ json: true }).stdout) as { diagnostics: Diagnostic[] };
  expect(lasting(diagnostics)).toEqual([]);
});

test("a file given with --infra is shown as it was typed", () => {
  const typed = relative(process.cwd(), fromRoot("infra/gcp/../gcp/infra.yaml"));
  expect(runCheck({ infra: `./${typed}` }).stdout).toMatch(/^\.\/infra\/gcp\/infra\.yaml: /);
});

test("the command writes to the terminal and sets the exit status", () => {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  checkCommand().parse(["--infra", bad, "--json"], { from: "user" });
  expect(process.exitCode).toBe(2);
  expect(write).toHaveBeenCalledWith(runCheck({ infra: bad, json: true }).stdout);
});

test("the help says what the options and statuses mean, with an example", () => {
  let help = "";
  checkCommand()
    .configureOutput({ writeOut: (text) => (help += text) })
    .outputHelp();
  expect(help).toContain("--infra <file>");
  expect(help).toContain("Exit status: 0 the data is valid");
  expect(help).toContain("$ infra check\n");
});

test("groups given with a file are checked with it, and the hint contains the lines to add", () => {
  const groups = join(folder, "groups");
  mkdirSync(groups);
  file("groups/config.yaml", readFileSync(fromRoot("groups/config.yaml"), "utf8"));
  file("groups/restrictions.yaml", "restrictions: []\n");
  file("groups/groups.yaml", "groups: []\n");
  const { exitCode, stdout } = runCheck({ infra: good, groups, json: true });
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    unchecked: unchecked.slice(1),
    diagnostics: [
      {
        rule: "staging-group-missing",
        severity: "warning",
        file: good,
        line: 1,
        column: 33,
        message:
          "k8s-staging-kind: the group k8s-infra-staging-kind@kubernetes.io that writes its images is not declared",
        hint: [
          "it is made without members; add these lines to groups.yaml, with the members of the group:",
          "  - email-id: k8s-infra-staging-kind@kubernetes.io",
          "    name: k8s-infra-staging-kind",
          "    description: ACL for staging kind",
          "    settings:",
          '      ReconcileMembers: "true"',
          "    members: []",
        ].join("\n"),
      },
    ],
  });
});
