import { expect, test } from "vitest";
import { judged, type Written } from "./change.ts";

const kind = (...builds: string[]): Written => ({
  infra: ["staging:", "  projects:", "    k8s-staging-kind:"],
  builds,
});
const pushes = "branches: [^main$]";

test("a build that states its former name is accepted as a rename", () => {
  expect(judged(kind(`old: { ${pushes} }`), kind(`new: { ${pushes}, previously: old }`))).toEqual([]);
});

test("a build that did not exist or had no trigger cannot be renamed", () => {
  const renamed = kind(`new: { ${pushes}, previously: old }`);
  const said = [
    "head/builds/k8s-staging-kind.yaml:3:30: error: new: k8s-staging-kind had no build old with a trigger that could be renamed [rename-of-nothing]",
    "    name it as it was called before, or remove the key",
  ];
  expect(judged(kind(`other: { ${pushes} }`), renamed).slice(0, 2)).toEqual(said);
  expect(judged(kind(`old: { ${pushes}, runner: prow }`), renamed)).toEqual(said);
});

test("a former name that an earlier change has used gets a warning to remove it", () => {
  const renamed = kind(`new: { ${pushes}, previously: old }`);
  expect(judged(renamed, renamed)).toEqual([
    "head/builds/k8s-staging-kind.yaml:3:30: warning: new was renamed from old by an earlier change [rename-left-over]",
    "    remove `previously` once that is applied",
  ]);
});

test("a new build that does the same as a removed one gets a warning about an undeclared rename", () => {
  expect(judged(kind(`old: { ${pushes} }`), kind(`new: { ${pushes} }`))).toEqual([
    "head/builds/k8s-staging-kind.yaml:3:3: warning: new builds what old did: its triggers will be created, and those of old deleted with their history [rename-untold]",
    "    if it is the same build by another name, say `previously: old`",
  ]);
  expect(judged(kind(`old: { ${pushes} }`), kind("new: { tags: [semver] }"))).toEqual([]);
});

test("renaming a project is refused: the old project must be retired", () => {
  const staging = (...ids: string[]) => ({
    infra: ["staging:", "  projects:", ...["k8s-staging-a", ...ids].map((id) => `    ${id}:`)],
  });
  expect(judged(staging("k8s-staging-old"), staging("k8s-staging-new"))).toEqual([
    "base/infra.yaml:5:7: error: k8s-staging-old left the data while it was active; it may hold images that releases are promoted from [project-not-retired]",
    "    Google Cloud renames no project, so k8s-staging-new is another: put it back with `state: retired` and `read_only_until: <day>`, apply that, and remove it on that day or later",
  ]);
});

test("renaming a group leaves the old group in place, with a warning", () => {
  const group = (name: string) => ({
    groups: [`- email-id: ${name}@kubernetes.io`, `  name: ${name}`, "  members: [ada@example.com]"],
  });
  expect(judged(group("leads-old"), group("leads-new"))).toEqual([
    "base/groups.yaml:2:5: warning: leads-old@kubernetes.io left the data: Google keeps the group with its 1 member, and nothing manages it any more [group-retained]",
    "    a group keeps its address, so leads-new@kubernetes.io is another; to delete it, put it back with `state: retired`, apply that, and remove it in a later change",
  ]);
});
