/** The messages of the rules for builds. */
import { expect, test } from "vitest";
import { diagnose, diagnoseBuild, diagnoseFiles } from "./diagnose.ts";

const at = (line: number, column: number) => `builds/k8s-staging-kind.yaml:${line}:${column}: error:`;

test("a build that states only its branches is valid", () => {
  expect(diagnoseBuild("branches: [^main$]")).toEqual([]);
});

test("a build's repository must be one of the sources", () => {
  expect(diagnoseBuild("branches: [^main$]", "repository: kubernetes-sigs/kindd")).toEqual([
    `${at(5, 17)} post-kind builds kubernetes-sigs/kindd, which is no source of k8s-staging-kind [repository-is-no-source]`,
    '    did you mean "kubernetes-sigs/kind"?',
  ]);
  expect(diagnoseBuild("branches: [^main$]", "repository: kubernetes/kubernetes")[1]).toBe(
    "    add it to the sources, or build kubernetes-sigs/kind",
  );
});

test("with several sources, a build must state its repository", () => {
  const lines = ["sources: [kubernetes/a, kubernetes/b]", "builds:", "  post-a:", "    branches: [^main$]"];
  expect(diagnose(...lines)).toEqual([
    `${at(3, 3)} post-a does not say which of the 2 sources of k8s-staging-kind it builds [missing-repository]`,
    "    add `repository: kubernetes/a`, or another one",
  ]);
});

test("a build's name must be a valid trigger name", () => {
  expect(diagnose("sources: [kubernetes/a]", "builds:", "  Post_a: { branches: [^main$] }")).toEqual([
    `${at(3, 3)} "Post_a" is no name of a build: lower case letters, digits and hyphens, starting with a letter [build-name]`,
    "    for example `post-kind-push-images`",
  ]);
});

test("builds whose trigger names collide after truncation are refused", () => {
  const name = "post-kubernetes-push-e2e-node-perf-pytorch-wide-deep-test";
  expect(name).toHaveLength(57);
  const build = (end: string) => `  ${name}${end}: { branches: [^${end}$] }`;
  expect(diagnose("sources: [kubernetes/a]", "builds:", build("-images"), build("-others"))).toEqual([
    `${at(4, 3)} the triggers of ${name}-others and of ${name}-images (line 3) would both be named ${name}-branch [trigger-name]`,
    "    a trigger's name has at most 64 characters: make one of the names differ further in front",
  ]);
});

test("duplicate build names and builds that do the same thing are refused", () => {
  const file = (name: string, runner: string) =>
    `sources: [kubernetes-sigs/kind]\nbuilds:\n  ${name}: { branches: [^main$], runner: ${runner} }\n`;
  expect(
    diagnoseFiles({
      "k8s-staging-a.yaml": file("post-a", "prow"),
      "k8s-staging-b.yaml": file("post-a", "prow"),
    }),
  ).toEqual([
    "builds/k8s-staging-b.yaml:3:3: error: there is another build named post-a: builds/k8s-staging-a.yaml:3 [duplicate-build]",
    "    name one of the two differently",
  ]);
  const twice = `${file("post-a", "prow")}  post-b: { branches: [^main$], runner: trigger, directory: ./ }\n`;
  expect(diagnoseFiles({ "k8s-staging-a.yaml": twice })).toEqual([
    "builds/k8s-staging-a.yaml:4:3: error: post-b builds the same as post-a (builds/k8s-staging-a.yaml:3) [same-build-twice]",
    "    remove one of the two",
  ]);
  expect(
    diagnose("sources: [kubernetes/a]", "builds:", "  a: { skip: [^x] }", "  a: { skip: [^y] }"),
  ).toEqual([
    `${at(4, 3)} "a" is already declared on line 3 [duplicate-key]`,
    "    remove one of the two, or merge them",
  ]);
});

test("a ref pattern must be an anchored regular expression that Prow and Cloud Build accept", () => {
  expect(diagnoseBuild("branches: ['^main(', '^(?!dependabot)']", "tags: [v1]", "skip: [semver]")).toEqual([
    `${at(4, 16)} post-kind: branches[0], "^main(", is no regular expression of RE2: missing closing ): \`^main(\` [ref-pattern]`,
    "    in text, write \\ before . + ? ( ) [ ] { }; RE2 has no (?=…), (?!…), (?<=…) and \\1",
    `${at(4, 26)} post-kind: branches[1], "^(?!dependabot)", is no regular expression of RE2: invalid or unsupported Perl syntax: \`(?!\` [ref-pattern]`,
    "    what must not be built goes below `skip`",
    `${at(5, 12)} post-kind: tags[0], "v1", does not start with ^, so it would match in the middle of a name [ref-pattern]`,
    "    write ^v1$ for exactly this name, ^v1 for all that start with it",
    `${at(6, 11)} post-kind cannot be a trigger: a trigger takes what is built or what is skipped, not both [no-trigger]`,
    "    leave out `skip`, or `branches` and `tags`, or leave it to Prow: `runner: prow` with a `reason`",
    `${at(6, 12)} post-kind: skip[0] is semver, which stands for tags [ref-pattern]`,
    "    put it below `tags`",
  ]);
});

test("each alternative of a ref pattern is anchored", () => {
  expect(diagnoseBuild("branches: ['^main$|release-1', '^(main|release-1)$']")).toEqual([
    `${at(4, 16)} post-kind: branches[0], "^main$|release-1", has an alternative without ^, which would match in the middle of a name [ref-pattern]`,
    "    write ^ after each | outside parentheses, too",
  ]);
});

test.each(["^images/.*", "(a|b)", "./x/**", "x/", "!x", "x//y", "x/./y", "x$"])(
  "%s matches no file, so it is no path",
  (glob) => {
    expect(diagnoseBuild("branches: [^main$]", `paths: ['${glob}']`)).toEqual([
      `${at(5, 13)} post-kind: paths[0], "${glob}", is no glob: only * ** and ? stand for something, and ** is a whole part [path-glob]`,
      "    for example `images/**`",
    ]);
  },
);

test("paths must stay in the repository and be plain globs", () => {
  expect(diagnoseBuild("branches: [^main$]", "paths: [../x/**, /x, 'x/[ab]', x**]")).toEqual([
    `${at(5, 13)} post-kind: paths[0], "../x/**", leads out of the repository [path-glob]`,
    "    write it from the top of the repository, without `..` and / in front",
    `${at(5, 22)} post-kind: paths[1], "/x", leads out of the repository [path-glob]`,
    "    write it from the top of the repository, without `..` and / in front",
    `${at(5, 26)} post-kind: paths[2], "x/[ab]", is no glob: only * ** and ? stand for something, and ** is a whole part [path-glob]`,
    "    for example `images/**`",
    `${at(5, 36)} post-kind: paths[3], "x**", is no glob: only * ** and ? stand for something, and ** is a whole part [path-glob]`,
    "    for example `images/**`",
  ]);
});

test("directories and the build file must stay in the repository", () => {
  expect(diagnoseBuild("branches: [^main$]", "directory: ../x", "flags: { build-dir: / }")).toEqual([
    `${at(5, 16)} post-kind: directory, "../x", leads out of the repository [path-outside]`,
    "    write it from the top of the repository, which is `.`",
    `${at(6, 25)} post-kind: flags.build-dir, "/", leads out of the repository [path-outside]`,
    "    write it from the top of the repository, which is `.`",
  ]);
  const file = (path: string) => diagnoseBuild("branches: [^main$]", "directory: a/b", `build_file: ${path}`);
  expect(file("../../cloudbuild.yaml")).toEqual([]);
  expect(file("../../../cloudbuild.yaml")).toEqual([
    `${at(6, 17)} post-kind: build_file, "../../../cloudbuild.yaml", is not in its repository, seen from a/b [build-file-outside]`,
    "    write it as seen from the directory, such as `cloudbuild.yaml`",
  ]);
  expect(file("/cloudbuild.yaml")[0]).toContain("[build-file-outside]");
});

test("a build must be started by either pushes or a schedule", () => {
  expect(diagnoseBuild("directory: x")).toEqual([
    `${at(3, 3)} post-kind does not say what starts it [build-without-event]`,
    "    add `branches: [^main$]`, `tags: [semver]`, or `schedule` and `branch`",
  ]);
  expect(diagnoseBuild("branch: main")).toEqual([
    `${at(4, 5)} post-kind: branch is for builds with a schedule [branch-without-schedule]`,
    "    write `branches: [^main$]` instead",
  ]);
  expect(diagnoseBuild("schedule: every 24h", "branches: [^main$]", "paths: [x]")).toEqual([
    `${at(4, 5)} post-kind has a schedule and does not say which branch it builds [schedule-without-branch]`,
    "    add `branch: main`, or another one",
    `${at(5, 5)} post-kind: branches is about pushes, and a build with a schedule is started by none [schedule-and-push]`,
    "    make it two builds, or remove the key",
    `${at(6, 5)} post-kind: paths is about pushes, and a build with a schedule is started by none [schedule-and-push]`,
    "    make it two builds, or remove the key",
  ]);
});

test.each([
  ["0 4 * * *", undefined],
  ["*/5 0-6,12 1,15 JAN-MAR/2 mon", undefined],
  ["every 168h", undefined],
  ["0 4 * *", "is neither `every <n>h` nor a cron expression of five fields"],
  ["@daily", "is neither `every <n>h` nor a cron expression of five fields"],
  ["every day", "is neither `every <n>h` nor a cron expression of five fields"],
  ["60 4 * * *", 'has "60" as the minute, which takes 0 to 59, as in 0, 0-59, */2'],
  ["0 4 0 * *", 'has "0" as the day of the month, which takes 1 to 31, as in 1, 1-31, */2'],
  ["0 4 * * 5-1", 'has "5-1" as the day of the week, which takes 0 to 7, as in 0, 0-7, */2'],
  ["0 4 5/2 * *", 'has "5/2" as the day of the month, which takes 1 to 31, as in 1, 1-31, */2'],
])("checking the schedule %j reports: %s", (schedule, fault) => {
  const said = diagnoseBuild(`schedule: "${schedule}"`, "branch: main");
  const expected = [
    `${at(4, 15)} post-kind: schedule, "${schedule}", ${String(fault)} [schedule]`,
    '    for example `schedule: "0 4 * * *"` for each day at 4:00 UTC',
  ];
  expect(said).toEqual(fault === undefined ? [] : expected);
});

test.each([
  ["0 4 * * 7", "7", undefined],
  ["0 4 * * 5-7", "5-7", undefined],
  ["0 4 * * FRI-SUN", "FRI-SUN", undefined],
  ["0 4 * * mon,fri-sun/2", "mon,fri-sun/2", undefined],
])("the schedule %j is right for Cloud Scheduler and refused by Prow", (schedule, field) => {
  expect(diagnoseBuild("runner: trigger", `schedule: "${schedule}"`, "branch: main")).toEqual([]);
  expect(diagnoseBuild("runner: prow", "reason: x", `schedule: "${schedule}"`, "branch: main")[0]).toBe(
    `${at(6, 15)} post-kind: schedule, "${schedule}", has "${field}" as the day of the week, which takes 0 to 6, as in 0, 0-6, */2 [schedule]`,
  );
});

test.each(["0 4 31 2 *", "0 4 30,31 FEB *", "0 4 31 2,4,6-9/3 *", "0 4 31 4 */1"])(
  "the schedule %j never runs",
  (schedule) => {
    for (const runner of [["runner: trigger"], ["runner: prow", "reason: x"]]) {
      const [said] = diagnoseBuild(...runner, `schedule: "${schedule}"`, "branch: main");
      expect(said).toContain(`schedule, "${schedule}", never runs: no such day exists [schedule]`);
    }
  },
);

test("a step among days beside a weekday has two readings to Prow, and is refused with both", () => {
  const prow = (schedule: string) =>
    diagnoseBuild("runner: prow", "reason: x", `schedule: "${schedule}"`, "branch: main")[0];
  expect(prow("0 4 */2 * 5")).toBe(
    `${at(6, 15)} post-kind: schedule, "0 4 */2 * 5", has two readings: Prow ran it on days that are both "*/2" of the month and "5" of the week until May 2026, and has run it on days that are either since [schedule]`,
  );
  expect(prow("0 4 1 * */2")).toContain('both "1" of the month and "*/2" of the week');
  for (const schedule of [
    "0 4 */2 * *",
    "0 4 1-31/2 * 5",
    "0 4 * * */2",
    "0 4 */1 * 5",
    "0 4 29 2 *",
    "0 4 31 2 5",
  ])
    expect(prow(schedule)).toBeUndefined();
  expect(diagnoseBuild("runner: trigger", 'schedule: "0 4 */2 * 5"', "branch: main")).toEqual([]);
});

test("a variable that is not passed through is a warning, and one that is set anyway is an error", () => {
  expect(diagnoseBuild("skip: [^x]", "environment: { WHAT: a, PULL_BASE_REF: main }")).toEqual([
    "builds/k8s-staging-kind.yaml:5:20: warning: post-kind: WHAT does not reach Cloud Build, since env_passthrough does not name it [variable-without-effect]",
    "    add WHAT to env_passthrough, or remove it",
    `${at(5, 29)} post-kind: PULL_BASE_REF is given by whatever starts the build [given-variable]`,
    "    remove it",
  ]);
});

test("the scratch bucket must belong to the project", () => {
  const flag = (bucket: string) => diagnoseBuild("skip: [^x]", `flags: { scratch-bucket: ${bucket} }`);
  expect(flag("gs://k8s-staging-kind")).toEqual([]);
  expect(flag("gs://k8s-staging-kops-gcb")).toEqual([
    `${at(5, 30)} post-kind: gs://k8s-staging-kops-gcb is no bucket of k8s-staging-kind [scratch-bucket]`,
    "    remove the flag to get gs://k8s-staging-kind-gcb",
  ]);
});

test("a build that no trigger can express must stay with Prow and give a reason", () => {
  const inexpressible = ["skip: [^dependabot]", "branches: [^main]"];
  expect(diagnoseBuild(...inexpressible, "runner: prow", "reason: both")).toEqual([]);
  expect(diagnoseBuild(...inexpressible, "runner: prow")).toEqual([
    `${at(3, 3)} post-kind cannot be a trigger, and does not give that as its reason: a trigger takes what is built or what is skipped, not both [prow-without-reason]`,
    "    add a `reason`",
  ]);
  expect(diagnoseBuild("schedule: every 36h", "branch: main")).toEqual([
    `${at(4, 15)} post-kind cannot be a trigger: Cloud Scheduler knows only cron, and "every 36h" is no whole part or multiple of a day up to a month [no-trigger]`,
    "    write the schedule as cron, or leave it to Prow: `runner: prow` with a `reason`",
  ]);
  expect(diagnoseBuild("skip: [^x]", "reason: none")).toEqual([
    "builds/k8s-staging-kind.yaml:5:5: warning: post-kind: reason says why Prow runs a build, and a trigger runs this one [key-without-effect]",
    "    remove the reason",
  ]);
});

test("a former name must not be in use and may be claimed by only one build", () => {
  const kind = (...builds: string[]) =>
    diagnose("sources: [kubernetes-sigs/kind]", "builds:", ...builds.map((build) => `  ${build}`));
  expect(kind("a: { tags: [^v], previously: b }")).toEqual([]);
  expect(kind("a: { tags: [^v], previously: b }", "b: { branches: [^x] }")).toEqual([
    `${at(3, 32)} a: previously names b, which is still there (line 4) [former-name]`,
    "    remove the key, or the other build",
  ]);
  expect(kind("a: { tags: [^v], previously: a }")).toEqual([
    `${at(3, 32)} a: previously is the name that it has [former-name]`,
    "    remove the key, or name the former one",
  ]);
  expect(kind("a: { tags: [^v], previously: c }", "b: { branches: [^x], previously: c }")).toEqual([
    `${at(4, 36)} b and a (line 3) were both previously c [former-name]`,
    "    only one build can take over these triggers: remove the key from the other",
  ]);
  expect(kind("a: { tags: [^v], previously: b, runner: prow }")).toEqual([
    "builds/k8s-staging-kind.yaml:3:20: warning: a: previously has no effect, since a Prow job has nothing that outlives its name [key-without-effect]",
    "    remove the key",
  ]);
});

test("a former name whose truncated trigger name equals that of another build is refused", () => {
  const long = "a".repeat(60);
  expect(
    diagnose(
      "sources: [kubernetes-sigs/kind]",
      "builds:",
      `  ${long}x: { branches: [^x] }`,
      `  b: { branches: [^y], previously: ${long}y }`,
    ),
  ).toEqual([
    `${at(4, 36)} b: previously names ${long}y, which is still there (line 3) [former-name]`,
    "    remove the key, or the other build",
  ]);
});

test("a misnamed or misplaced YAML file gets a warning that it is not read", () => {
  const files = { "README.md": "", "kind.yml": "", "sub/k8s-staging-kind.yaml": "" };
  expect(diagnoseFiles(files)).toEqual(
    ["kind.yml", "sub/k8s-staging-kind.yaml"].flatMap((path) => [
      `builds/${path}:1:1: warning: this file is not read [unread-file]`,
      "    name it <project>.yaml, and put it directly in this folder",
    ]),
  );
});

test("the format is strict, and all mistakes are reported at once", () => {
  expect(
    diagnoseBuild("branch_pattern: x", "directory: 7", "flags: { project: x }", "branches: [main(]"),
  ).toEqual([
    `${at(4, 5)} post-kind has the unknown key "branch_pattern" [unknown-key]`,
    "    known: runner, reason, previously, repository, branches, tags, skip, schedule, branch, paths, directory, build_file, environment, env_passthrough, flags",
    `${at(5, 16)} post-kind: directory must be text, not the number 7 [wrong-type]`,
    '    put it in quotes: "7"',
    `${at(6, 14)} post-kind: flags has the unknown flag "project" [unknown-key]`,
    "    known: build-dir, scratch-bucket, with-git-dir, no-source, allow-dirty, variant, machine-type, worker-pool, region, version-tag-filter",
    `${at(7, 16)} post-kind: branches[0], "main(", is no regular expression of RE2: missing closing ): \`main(\` [ref-pattern]`,
    "    in text, write \\ before . + ? ( ) [ ] { }; RE2 has no (?=…), (?!…), (?<=…) and \\1",
  ]);
});
