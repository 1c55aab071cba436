import { expect, test } from "vitest";
import { buildIn, buildLines, type BuildRequest } from "../../../../cli/edits/onboarding/build.ts";
import { newBuildsFile, withSourcesAndBuilds } from "../../../../cli/edits/onboarding/buildsFile.ts";

const repositories = ["kubernetes-sigs/kind", "kubernetes-sigs/kwok"];

function build(text: string): BuildRequest {
  const result = buildIn(text, repositories);
  if (typeof result === "string") throw new Error(result);
  return result;
}

test.each([
  ["", ["  post-kind-push-images:", "    branches: [^main$]", "    tags: [semver]"]],
  ["branch=release-*", ["  post-kind-push-images:", "    branches: [^release-]"]],
  [
    "name=x,branch=main,branch=^v\\d+$,tag=v1.*,dir=images/base,path=images/**,path=**/go.mod",
    [
      "  x:",
      "    branches: [^main$, ^v\\d+$]",
      "    tags: [^v1\\.]",
      '    paths: [images/**, "**/go.mod"]',
      "    directory: images/base",
    ],
  ],
  [
    "runner=prow,skip=dependabot*,file=gcb.yaml,with-git-dir,variant=a",
    [
      "  post-kind-push-images:",
      "    runner: prow",
      "    skip: [^dependabot]",
      "    build_file: gcb.yaml",
      "    flags: { with-git-dir: true, variant: a }",
    ],
  ],
  [
    "name=nightly,schedule=0 4 * * *,file=nightly.yaml",
    ["  nightly:", '    schedule: "0 4 * * *"', "    branch: main", "    build_file: nightly.yaml"],
  ],
  [
    "name=weekly,schedule=every 168h,branch=1.10",
    ["  weekly:", '    schedule: "every 168h"', '    branch: "1.10"'],
  ],
  [
    "dir=images/base/",
    [
      "  post-kind-push-base-images:",
      "    branches: [^main$]",
      "    tags: [semver]",
      "    directory: images/base/",
    ],
  ],
])("--build %j is written as the expected YAML", (text, lines) => {
  expect(buildLines(build(text), false)).toEqual(lines);
});

test("a build names its repository if there are several sources", () => {
  expect(buildLines(build("repo=kubernetes-sigs/kwok,tag=semver"), true)).toEqual([
    "  post-kwok-push-images:",
    "    repository: kubernetes-sigs/kwok",
    "    tags: [semver]",
  ]);
});

test.each([
  ["dir", '--build "dir": dir has no value'],
  ["name=a,name=b", '--build "name=a,name=b": name is there twice'],
  ["runner=jenkins", '--build "runner=jenkins": runner is trigger or prow'],
  [
    "repo=kubernetes/dns",
    '--build "repo=kubernetes/dns": "kubernetes/dns" is no source of the project; name it with --repo, too',
  ],
])("--build %j is refused", (text, message) => {
  expect(buildIn(text, repositories)).toBe(message);
});

test("a new builds file lists its sources first, then its builds, if any", () => {
  expect(newBuildsFile(["kubernetes-sigs/kind"], [])).toBe(
    "# The keys are explained in README.md beside this file.\nsources: [kubernetes-sigs/kind]\n",
  );
  expect(newBuildsFile(repositories, [build("branch=main")])).toBe(`\
# The keys are explained in README.md beside this file.
sources:
  - kubernetes-sigs/kind
  - kubernetes-sigs/kwok
builds:
  post-kind-push-images:
    repository: kubernetes-sigs/kind
    branches: [^main$]
`);
});

test("adding a second source makes existing builds name their repository", () => {
  const before = `\
sources: [kubernetes-sigs/kind]
builds:
  a:
    runner: prow
    branches: [^main$]
  b:
    tags: [semver] # versions
`;
  expect(
    withSourcesAndBuilds(
      before,
      ["kubernetes-sigs/kwok"],
      [build("repo=kubernetes-sigs/kwok,name=c,branch=main")],
    ),
  ).toBe(`\
sources: [kubernetes-sigs/kind, kubernetes-sigs/kwok]
builds:
  a:
    runner: prow
    repository: kubernetes-sigs/kind
    branches: [^main$]
  b:
    repository: kubernetes-sigs/kind
    tags: [semver] # versions
  c:
    repository: kubernetes-sigs/kwok
    branches: [^main$]
`);
});

test("a source and a build can be added to a block-style list and a file without builds", () => {
  const before = "sources:\n  - kubernetes-sigs/a\n  - kubernetes-sigs/z\n";
  expect(withSourcesAndBuilds(before, ["kubernetes-sigs/kind"], [build("name=c,branch=main")])).toBe(
    "sources:\n  - kubernetes-sigs/a\n  - kubernetes-sigs/kind\n  - kubernetes-sigs/z\n" +
      "builds:\n  c:\n    repository: kubernetes-sigs/kind\n    branches: [^main$]\n",
  );
});
